import type { Address, Hash } from "viem";
import { forksExecute } from "../../abi/forks.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, checkAddress, targetOf } from "../../core/community.ts";
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

export interface PrepareExecuteForkParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
  /** As they were proposed. */
  parameters: KernelParametersInput;
  /** What of the treasury is handed over at once, `zeroAddress` for the native coin. The rest can be claimed. */
  assets?: readonly Address[] | undefined;
}

export interface ExecuteForkParameters extends PrepareExecuteForkParameters, WriteOptions {}

export interface SimulateExecuteForkParameters extends ExecuteForkParameters, ReadOptions {}

export type ExecuteForkReturnType = Hash;

export type SimulateExecuteForkReturnType = Simulation<Address>;

export type ExecuteForkErrorType = WriteErrorType;

export type SimulateExecuteForkErrorType = WriteErrorType;

export type PrepareExecuteForkErrorType = PrepareErrorType;

/**
 * Creates the child community, and hands over what its members may take of the treasury. Anyone may, once the fork is ready.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ExecuteForkParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, getPresetParameters } from "@perdure/sdk/actions";
 * import { executeFork } from "@perdure/sdk/forks";
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
 * const hash = await executeFork(client, { community, fork: 0n, parameters });
 */
export async function executeFork(
  client: WriteClient,
  parameters: ExecuteForkParameters,
): Promise<ExecuteForkReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link executeFork} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateExecuteForkParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateExecuteFork(
  client: WriteClient,
  parameters: SimulateExecuteForkParameters,
): Promise<SimulateExecuteForkReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link executeFork} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareExecuteForkParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareExecuteFork(parameters: PrepareExecuteForkParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork, parameters, assets }: PrepareExecuteForkParameters) {
  return callOf(targetOf(community, "forks"), forksExecute, [
    fork,
    encodeKernel(parameters),
    (assets ?? []).map((asset) => checkAddress("assets", asset)),
  ]);
}
