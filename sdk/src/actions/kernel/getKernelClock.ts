import { kernelClock } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetKernelClockParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetKernelClockReturnType = number;

export type GetKernelClockErrorType = ReadErrorType;

/**
 * The kernel's clock (ERC-6372).
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetKernelClockParameters}
 * @returns Seconds since 1970, of the block that is read.
 *
 * @example
 * import { getCommunity, getKernelClock } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getKernelClock(client, { community });
 */
export async function getKernelClock(
  client: ReadClient,
  { community, ...options }: GetKernelClockParameters,
): Promise<GetKernelClockReturnType> {
  return read(client, targetOf(community, "kernel"), kernelClock, [], options);
}
