import type { Address, Hash } from "viem";
import { purchaseSourceNoteCollected } from "../../abi/purchaseSource.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
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

export interface PrepareNoteCollectedParameters {
  /** A community, or the source itself. */
  community: ContractAt<"purchaseSource">;
  /** A treasury. */
  treasury: Address;
  /** An asset. */
  asset: Address;
  /** What a clone has collected. */
  amount: bigint;
}

export interface NoteCollectedParameters extends PrepareNoteCollectedParameters, WriteOptions {}

export interface SimulateNoteCollectedParameters extends NoteCollectedParameters, ReadOptions {}

export type NoteCollectedReturnType = Hash;

export type SimulateNoteCollectedReturnType = Simulation<bigint>;

export type NoteCollectedErrorType = WriteErrorType;

export type SimulateNoteCollectedErrorType = WriteErrorType;

export type PrepareNoteCollectedErrorType = PrepareErrorType;

/**
 * Adds to what the clones of an implementation have collected in the running transaction. For the clones among
 * themselves.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link NoteCollectedParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, noteCollected } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await noteCollected(client, {
 *   community,
 *   treasury: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   asset: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   amount: 1n,
 * });
 */
export async function noteCollected(
  client: WriteClient,
  parameters: NoteCollectedParameters,
): Promise<NoteCollectedReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link noteCollected} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateNoteCollectedParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateNoteCollected(
  client: WriteClient,
  parameters: SimulateNoteCollectedParameters,
): Promise<SimulateNoteCollectedReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link noteCollected} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareNoteCollectedParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareNoteCollected(parameters: PrepareNoteCollectedParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, treasury, asset, amount }: PrepareNoteCollectedParameters) {
  return callOf(targetOf(community, "purchaseSource"), purchaseSourceNoteCollected, [treasury, asset, amount]);
}
