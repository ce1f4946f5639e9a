import type { Address, Hash } from "viem";
import { weightsConsolidate } from "../../abi/weights.ts";
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

export interface PrepareConsolidateParameters {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  holder: Address;
}

export interface ConsolidateParameters extends PrepareConsolidateParameters, WriteOptions {}

export interface SimulateConsolidateParameters extends ConsolidateParameters, ReadOptions {}

export type ConsolidateReturnType = Hash;

export type SimulateConsolidateReturnType = Simulation<void>;

export type ConsolidateErrorType = WriteErrorType;

export type SimulateConsolidateErrorType = WriteErrorType;

export type PrepareConsolidateErrorType = PrepareErrorType;

/**
 * Moves all units of a person's other account to the primary one. Anyone may, once their link is final.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ConsolidateParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { consolidate, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await consolidate(client, { community, holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function consolidate(
  client: WriteClient,
  parameters: ConsolidateParameters,
): Promise<ConsolidateReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link consolidate} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateConsolidateParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateConsolidate(
  client: WriteClient,
  parameters: SimulateConsolidateParameters,
): Promise<SimulateConsolidateReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link consolidate} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareConsolidateParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareConsolidate(parameters: PrepareConsolidateParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, holder }: PrepareConsolidateParameters) {
  return callOf(targetOf(community, "weights"), weightsConsolidate, [holder]);
}
