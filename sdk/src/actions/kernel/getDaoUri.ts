import { kernelDaoURI } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetDaoUriParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetDaoUriReturnType = string;

export type GetDaoUriErrorType = ReadErrorType;

/**
 * Where a community's metadata is found (ERC-4824).
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetDaoUriParameters}
 * @returns The URI; empty if there is none.
 *
 * @example
 * import { getCommunity, getDaoUri } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getDaoUri(client, { community });
 */
export async function getDaoUri(
  client: ReadClient,
  { community, ...options }: GetDaoUriParameters,
): Promise<GetDaoUriReturnType> {
  return read(client, targetOf(community, "kernel"), kernelDaoURI, [], options);
}
