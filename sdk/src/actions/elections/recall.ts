import type { Address, Hash } from "viem";
import { electionsRecall } from "../../abi/elections.ts";
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

export interface PrepareRecallParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Whose ballot. */
  voter: Address;
}

export interface RecallParameters extends PrepareRecallParameters, WriteOptions {}

export interface SimulateRecallParameters extends RecallParameters, ReadOptions {}

export type RecallReturnType = Hash;

export type SimulateRecallReturnType = Simulation<void>;

export type RecallErrorType = WriteErrorType;

export type SimulateRecallErrorType = WriteErrorType;

export type PrepareRecallErrorType = PrepareErrorType;

/**
 * Takes off a ballot what its overdrawn voter no longer holds. Anyone may, one cycle after the overdraft.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RecallParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, recall } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await recall(client, { community, election: 1n, voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function recall(client: WriteClient, parameters: RecallParameters): Promise<RecallReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link recall} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRecallParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRecall(
  client: WriteClient,
  parameters: SimulateRecallParameters,
): Promise<SimulateRecallReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link recall} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRecallParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRecall(parameters: PrepareRecallParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, voter }: PrepareRecallParameters) {
  return callOf(targetOf(community, "elections"), electionsRecall, [election, voter]);
}
