import { type Address, type Hash, zeroAddress } from "viem";
import { kernelFound } from "../../abi/kernel.ts";
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

export interface PrepareFoundKernelParameters {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
  /** What the community shall be. */
  parameters: KernelParametersInput;
  /** The kernel whose members found it; left out for nobody's. */
  parent?: Address | undefined;
}

export interface FoundKernelParameters extends PrepareFoundKernelParameters, WriteOptions {}

export interface SimulateFoundKernelParameters extends FoundKernelParameters, ReadOptions {}

export type FoundKernelReturnType = Hash;

export type SimulateFoundKernelReturnType = Simulation<void>;

export type FoundKernelErrorType = WriteErrorType;

export type SimulateFoundKernelErrorType = WriteErrorType;

export type PrepareFoundKernelErrorType = PrepareErrorType;

/**
 * Founds a clone of the kernel. Only its factory may, so this is for those who build another one.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link FoundKernelParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { foundKernel, getCommunity, getPresetParameters } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const choices = {
 *   name: "perdure",
 *   symbol: "PRD",
 *   referenceCurrency: "ETH",
 *   treasury: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   purchases: { assets: [{}] },
 * } as const;
 * const parameters = await getPresetParameters(client, {
 *   factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   preset: "blockchainProject",
 *   choices,
 * });
 * const hash = await foundKernel(client, { community, parameters: parameters });
 */
export async function foundKernel(
  client: WriteClient,
  parameters: FoundKernelParameters,
): Promise<FoundKernelReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link foundKernel} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateFoundKernelParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateFoundKernel(
  client: WriteClient,
  parameters: SimulateFoundKernelParameters,
): Promise<SimulateFoundKernelReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link foundKernel} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareFoundKernelParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareFoundKernel(parameters: PrepareFoundKernelParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, parameters, parent = zeroAddress }: PrepareFoundKernelParameters) {
  return callOf(targetOf(community, "kernel"), kernelFound, [encodeKernel(parameters), parent]);
}
