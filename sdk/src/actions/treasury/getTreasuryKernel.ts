import type { Address } from "viem";
import { treasuryKernel } from "../../abi/treasury.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetTreasuryKernelParameters extends ReadOptions {
  /** A community, or its treasury. */
  community: ContractAt<"treasury">;
}

export type GetTreasuryKernelReturnType = Address;

export type GetTreasuryKernelErrorType = ReadErrorType;

/**
 * Whose treasury it is.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetTreasuryKernelParameters}
 * @returns The address of the kernel.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getTreasuryKernel } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getTreasuryKernel(client, { community });
 */
export async function getTreasuryKernel(
  client: ReadClient,
  { community, ...options }: GetTreasuryKernelParameters,
): Promise<GetTreasuryKernelReturnType> {
  return read(client, targetOf(community, "treasury"), treasuryKernel, [], options);
}
