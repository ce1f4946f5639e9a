import type { Hash } from "viem";
import { forksPropose } from "../../abi/forks.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type KernelParametersInput, encodeKernel } from "../../core/founding.ts";
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

export interface PrepareProposeForkParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** What the child shall be: without a treasury and a genesis of its choice. */
  parameters: KernelParametersInput;
}

export interface ProposeForkParameters extends PrepareProposeForkParameters, WriteOptions {}

export interface SimulateProposeForkParameters extends ProposeForkParameters, ReadOptions {}

export type ProposeForkReturnType = Hash;

export type SimulateProposeForkReturnType = Simulation<bigint>;

export type ProposeForkErrorType = WriteErrorType;

export type SimulateProposeForkErrorType = WriteErrorType;

export type PrepareProposeForkErrorType = PrepareErrorType;

/**
 * Proposes a child community, for others to join.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ProposeForkParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, getPresetParameters } from "@perdure/sdk/actions";
 * import { proposeFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const parameters = await getPresetParameters(client, {
 *   factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   preset: "blockchainProject",
 *   choices: { name: "child", symbol: "CHD", referenceCurrency: "ETH", purchases: { assets: [{}] } },
 * });
 * const hash = await proposeFork(client, { community, parameters });
 */
export async function proposeFork(
  client: WriteClient,
  parameters: ProposeForkParameters,
): Promise<ProposeForkReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link proposeFork} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateProposeForkParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateProposeFork(
  client: WriteClient,
  parameters: SimulateProposeForkParameters,
): Promise<SimulateProposeForkReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link proposeFork} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareProposeForkParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareProposeFork(parameters: PrepareProposeForkParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, parameters }: PrepareProposeForkParameters) {
  return callOf(targetOf(community, "forks"), forksPropose, [encodeKernel(parameters)]);
}
