import type { Address, Hash, Hex } from "viem";
import { identityRegistrySetFeed } from "../../abi/identityRegistry.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import {
  type PrepareErrorType,
  type PreparedCall,
  type Simulation,
  type WriteErrorType,
  callOf,
  prepare,
  simulate,
  write,
} from "../../core/write.ts";

export interface PrepareSetIdentityFeedParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Where reports come in. */
  inbox: Address;
  /** Which feed. */
  feed: Hex;
}

export interface SetIdentityFeedParameters extends PrepareSetIdentityFeedParameters, WriteOptions {}

export interface SimulateSetIdentityFeedParameters extends SetIdentityFeedParameters, ReadOptions {}

export type SetIdentityFeedReturnType = Hash;

export type SimulateSetIdentityFeedReturnType = Simulation<void>;

export type SetIdentityFeedErrorType = WriteErrorType;

export type SimulateSetIdentityFeedErrorType = WriteErrorType;

export type PrepareSetIdentityFeedErrorType = PrepareErrorType;

/**
 * Names the feed that attestations come from. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetIdentityFeedParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setIdentityFeed } from "@perdure/sdk/identity";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setIdentityFeed(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   inbox: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   feed: keccak256(toHex("attestations")),
 * });
 */
export async function setIdentityFeed(
  client: WriteClient,
  parameters: SetIdentityFeedParameters,
): Promise<SetIdentityFeedReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setIdentityFeed} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetIdentityFeedParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetIdentityFeed(
  client: WriteClient,
  parameters: SimulateSetIdentityFeedParameters,
): Promise<SimulateSetIdentityFeedReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setIdentityFeed} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetIdentityFeedParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetIdentityFeed(parameters: PrepareSetIdentityFeedParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, inbox, feed }: PrepareSetIdentityFeedParameters) {
  return callOf(identitiesOf(identities), identityRegistrySetFeed, [inbox, feed]);
}
