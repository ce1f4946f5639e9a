import type { Address } from "viem";
import {
  communityRegistryCommunityForkedEvent,
  communityRegistryCommunityRegisteredEvent,
  communityRegistryCommunitySucceededEvent,
} from "../abi/communityRegistry.ts";
import type { ReadClient } from "../core/client.ts";
import { type ModuleAt, checkAddress } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";

const EVENTS = [
  communityRegistryCommunityRegisteredEvent,
  communityRegistryCommunityForkedEvent,
  communityRegistryCommunitySucceededEvent,
] as const;

/** What happens among communities, told apart by its `eventName`: names they take, who leaves whom, and who succeeds whom. */
export type RegistryEvent = EventOf<typeof EVENTS>;

export interface GetRegistryHistoryParameters extends HistoryOptions {
  /** The CommunityRegistry. */
  registry: ModuleAt;
}

/**
 * Everything that has happened among communities, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetRegistryHistoryParameters}
 * @returns {@link RegistryEvent}s
 *
 * @example
 * import { getRegistryHistory } from "@perdure/sdk/forks";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const registry = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getRegistryHistory(client, { registry, fromBlock: 0n });
 */
export async function getRegistryHistory(
  client: ReadClient,
  { registry, ...options }: GetRegistryHistoryParameters,
): Promise<RegistryEvent[]> {
  const { address, chainId } = typeof registry === "string" ? { address: registry, chainId: undefined } : registry;
  return collect(client, EVENTS, [{ address: checkAddress("registry", address), chainId }], options);
}

export interface RebuiltRegistry {
  /** By name: the community that is called so. */
  kernels: ReadonlyMap<string, Address>;
  /** By child: the community that it has left. */
  parents: ReadonlyMap<Address, Address>;
  /** By parent: the child that most have moved to. */
  successors: ReadonlyMap<Address, Address>;
}

/**
 * Who is called what, and who comes from whom, from nothing but events.
 *
 * @param events - All of them, from getRegistryHistory.
 *
 * @example
 * import { getRegistryHistory, rebuildRegistry } from "@perdure/sdk/forks";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const registry = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const { kernels } = rebuildRegistry(await getRegistryHistory(client, { registry, fromBlock: 0n }));
 */
export function rebuildRegistry(events: readonly RegistryEvent[]): RebuiltRegistry {
  const kernels = new Map<string, Address>();
  const parents = new Map<Address, Address>();
  const successors = new Map<Address, Address>();
  for (const { eventName, args } of events) {
    if (eventName === "CommunityRegistered") kernels.set(args.name, args.kernel);
    if (eventName === "CommunityForked") parents.set(args.child, args.parent);
    if (eventName !== "CommunitySucceeded") continue;
    successors.set(args.parent, args.child);
    kernels.set(args.name, args.child);
  }
  return { kernels, parents, successors };
}
