import { electionsNonceUsedEvent } from "../abi/elections.ts";
import {
  identityRegistryAccountLinkedEvent,
  identityRegistryAccountUnlinkedEvent,
  identityRegistryAttestationPassedOverEvent,
  identityRegistryAttestedEvent,
  identityRegistryFeedNamedEvent,
  identityRegistryIdentitiesMergedEvent,
  identityRegistryKernelServedEvent,
  identityRegistryMergeSignedEvent,
  identityRegistryMergeUndoneEvent,
  identityRegistryPrimaryChangedEvent,
  identityRegistryRegistryParameterSetEvent,
  identityRegistrySubjectClaimedEvent,
} from "../abi/identityRegistry.ts";
import type { ReadClient } from "../core/client.ts";
import type { ModuleAt } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";
import { identitiesOf } from "../core/identities.ts";

const EVENTS = [
  identityRegistryKernelServedEvent,
  identityRegistryFeedNamedEvent,
  identityRegistryRegistryParameterSetEvent,
  identityRegistryAttestedEvent,
  identityRegistryAttestationPassedOverEvent,
  identityRegistrySubjectClaimedEvent,
  identityRegistryAccountLinkedEvent,
  identityRegistryAccountUnlinkedEvent,
  identityRegistryIdentitiesMergedEvent,
  identityRegistryMergeSignedEvent,
  identityRegistryMergeUndoneEvent,
  identityRegistryPrimaryChangedEvent,
  electionsNonceUsedEvent,
] as const;

/**
 * What happens in a registry of identities, told apart by its `eventName`: what providers attest, what accounts claim,
 * links, merges and their ends, and nonces that are used up.
 */
export type IdentityEvent = EventOf<typeof EVENTS>;

export interface GetIdentityHistoryParameters extends HistoryOptions {
  /** The registry of identities. */
  identities: ModuleAt;
}

/**
 * Everything that has happened in a registry of identities, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetIdentityHistoryParameters}
 * @returns {@link IdentityEvent}s
 *
 * @example
 * import { getIdentityHistory } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const identities = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getIdentityHistory(client, { identities, fromBlock: 0n });
 */
export async function getIdentityHistory(
  client: ReadClient,
  { identities, ...options }: GetIdentityHistoryParameters,
): Promise<IdentityEvent[]> {
  return collect(client, EVENTS, [identitiesOf(identities)], options);
}
