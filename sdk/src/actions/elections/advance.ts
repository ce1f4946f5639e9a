import type { Hash } from "viem";
import { electionsAdvance } from "../../abi/elections.ts";
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

export interface PrepareAdvanceParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** How many at most; all unless said. */
  maxCycles?: number | undefined;
}

export interface AdvanceParameters extends PrepareAdvanceParameters, WriteOptions {}

export interface SimulateAdvanceParameters extends AdvanceParameters, ReadOptions {}

export type AdvanceReturnType = Hash;

export type SimulateAdvanceReturnType = Simulation<void>;

export type AdvanceErrorType = WriteErrorType;

export type SimulateAdvanceErrorType = WriteErrorType;

export type PrepareAdvanceErrorType = PrepareErrorType;

/**
 * Closes past cycles. Anyone may; the result is the same whoever does, whenever.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link AdvanceParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { advance, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await advance(client, { community, election: 1n });
 */
export async function advance(client: WriteClient, parameters: AdvanceParameters): Promise<AdvanceReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link advance} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateAdvanceParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateAdvance(
  client: WriteClient,
  parameters: SimulateAdvanceParameters,
): Promise<SimulateAdvanceReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link advance} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareAdvanceParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareAdvance(parameters: PrepareAdvanceParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, maxCycles }: PrepareAdvanceParameters) {
  return callOf(targetOf(community, "elections"), electionsAdvance, [election, maxCycles ?? 2 ** 32 - 1]);
}
