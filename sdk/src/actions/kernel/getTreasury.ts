import type { Address } from "viem";
import { kernelTreasury } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetTreasuryParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetTreasuryReturnType = Address;

export type GetTreasuryErrorType = ReadErrorType;

/**
 * Who receives the proceeds, and whom the modules obey.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetTreasuryParameters}
 * @returns The address of the treasury.
 *
 * @example
 * import { getCommunity, getTreasury } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getTreasury(client, { community });
 */
export async function getTreasury(
  client: ReadClient,
  { community, ...options }: GetTreasuryParameters,
): Promise<GetTreasuryReturnType> {
  return read(client, targetOf(community, "kernel"), kernelTreasury, [], options);
}
