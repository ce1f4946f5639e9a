import { kernelCheck } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type KernelParametersInput, encodeKernel } from "../../core/founding.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface CheckParametersParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
  /** What a community would be founded with. */
  parameters: KernelParametersInput;
}

export type CheckParametersReturnType = void;

export type CheckParametersErrorType = ReadErrorType;

/**
 * Throws, by the name of what is wrong, unless a community may be founded with these parameters.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link CheckParametersParameters}
 * @returns Nothing.
 *
 * @example
 * import { checkParameters, getCommunity, getPresetParameters } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const parameters = await getPresetParameters(client, {
 *   factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   preset: "blockchainProject",
 *   choices: { name: "child", symbol: "CHD", referenceCurrency: "ETH", purchases: { assets: [{}] } },
 * });
 * const result = await checkParameters(client, { community, parameters });
 */
export async function checkParameters(
  client: ReadClient,
  { community, parameters, ...options }: CheckParametersParameters,
): Promise<CheckParametersReturnType> {
  return read(client, targetOf(community, "kernel"), kernelCheck, [encodeKernel(parameters)], options);
}
