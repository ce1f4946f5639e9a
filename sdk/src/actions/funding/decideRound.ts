import type { Hash } from "viem";
import { fundingPoolDecide } from "../../abi/fundingPool.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type FundingDecisionInput, encodeDecision, poolOf } from "../../core/pool.ts";
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

export interface PrepareDecideRoundParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** What the winning option stands for; where it is to do nothing, it is not looked at. */
  decision: FundingDecisionInput;
}

export interface DecideRoundParameters extends PrepareDecideRoundParameters, WriteOptions {}

export interface SimulateDecideRoundParameters extends DecideRoundParameters, ReadOptions {}

export type DecideRoundReturnType = Hash;

export type SimulateDecideRoundReturnType = Simulation<void>;

export type DecideRoundErrorType = WriteErrorType;

export type SimulateDecideRoundErrorType = WriteErrorType;

export type PrepareDecideRoundErrorType = PrepareErrorType;

/**
 * Carries out what the commitment decided for the round whose deadline has passed. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link DecideRoundParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { decideRound } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await decideRound(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   decision: { struck: [3] },
 * });
 */
export async function decideRound(
  client: WriteClient,
  parameters: DecideRoundParameters,
): Promise<DecideRoundReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link decideRound} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateDecideRoundParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateDecideRound(
  client: WriteClient,
  parameters: SimulateDecideRoundParameters,
): Promise<SimulateDecideRoundReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link decideRound} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareDecideRoundParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareDecideRound(parameters: PrepareDecideRoundParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, decision }: PrepareDecideRoundParameters) {
  return callOf(poolOf(pool), fundingPoolDecide, [encodeDecision(decision)]);
}
