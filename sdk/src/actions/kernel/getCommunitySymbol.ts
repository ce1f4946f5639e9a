import { kernelSymbol } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetCommunitySymbolParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetCommunitySymbolReturnType = string;

export type GetCommunitySymbolErrorType = ReadErrorType;

/**
 * The symbol of a community's weight.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCommunitySymbolParameters}
 * @returns The symbol.
 *
 * @example
 * import { getCommunity, getCommunitySymbol } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getCommunitySymbol(client, { community });
 */
export async function getCommunitySymbol(
  client: ReadClient,
  { community, ...options }: GetCommunitySymbolParameters,
): Promise<GetCommunitySymbolReturnType> {
  return read(client, targetOf(community, "kernel"), kernelSymbol, [], options);
}
