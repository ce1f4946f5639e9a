import type { Address, Hash, Hex } from "viem";
import { receiptSourceSetFeed } from "../../abi/receiptSource.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { sourceOf } from "../../core/sources.ts";
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

export interface PrepareSetSourceFeedParameters {
  /** A source of receipts, memberships, patronages, or for contributors. */
  source: ModuleAt;
  /** Where reports come in. */
  inbox: Address;
  /** Which feed. */
  feed: Hex;
}

export interface SetSourceFeedParameters extends PrepareSetSourceFeedParameters, WriteOptions {}

export interface SimulateSetSourceFeedParameters extends SetSourceFeedParameters, ReadOptions {}

export type SetSourceFeedReturnType = Hash;

export type SimulateSetSourceFeedReturnType = Simulation<void>;

export type SetSourceFeedErrorType = WriteErrorType;

export type SimulateSetSourceFeedErrorType = WriteErrorType;

export type PrepareSetSourceFeedErrorType = PrepareErrorType;

/**
 * Names the feed that a source believes. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetSourceFeedParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setSourceFeed } from "@perdure/sdk/sources";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setSourceFeed(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   inbox: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   feed: keccak256(toHex("attestations")),
 * });
 */
export async function setSourceFeed(
  client: WriteClient,
  parameters: SetSourceFeedParameters,
): Promise<SetSourceFeedReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setSourceFeed} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetSourceFeedParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetSourceFeed(
  client: WriteClient,
  parameters: SimulateSetSourceFeedParameters,
): Promise<SimulateSetSourceFeedReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setSourceFeed} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetSourceFeedParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetSourceFeed(parameters: PrepareSetSourceFeedParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, inbox, feed }: PrepareSetSourceFeedParameters) {
  return callOf(sourceOf(source), receiptSourceSetFeed, [inbox, feed]);
}
