import type { Address } from "viem";
import { kernelForks } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetForksAddressParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetForksAddressReturnType = Address;

export type GetForksAddressErrorType = ReadErrorType;

/**
 * Where a community can be left together.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetForksAddressParameters}
 * @returns The address of Forks.
 *
 * @example
 * import { getCommunity, getForksAddress } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getForksAddress(client, { community });
 */
export async function getForksAddress(
  client: ReadClient,
  { community, ...options }: GetForksAddressParameters,
): Promise<GetForksAddressReturnType> {
  return read(client, targetOf(community, "kernel"), kernelForks, [], options);
}
