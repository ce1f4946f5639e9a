import { kernelCLOCK_MODE } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetKernelClockModeParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetKernelClockModeReturnType = string;

export type GetKernelClockModeErrorType = ReadErrorType;

/**
 * How to read the kernel's clock (ERC-6372).
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetKernelClockModeParameters}
 * @returns "mode=timestamp".
 *
 * @example
 * import { getCommunity, getKernelClockMode } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getKernelClockMode(client, { community });
 */
export async function getKernelClockMode(
  client: ReadClient,
  { community, ...options }: GetKernelClockModeParameters,
): Promise<GetKernelClockModeReturnType> {
  return read(client, targetOf(community, "kernel"), kernelCLOCK_MODE, [], options);
}
