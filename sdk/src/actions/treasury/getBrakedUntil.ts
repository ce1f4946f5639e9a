import { treasuryBrakedUntil } from "../../abi/treasury.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetBrakedUntilParameters extends ReadOptions {
  /** A community, or its treasury. */
  community: ContractAt<"treasury">;
}

export type GetBrakedUntilReturnType = bigint;

export type GetBrakedUntilErrorType = ReadErrorType;

/**
 * Until when an office has stopped payments and calls.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetBrakedUntilParameters}
 * @returns Seconds; in the past, or 0, if nothing is stopped.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getBrakedUntil } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getBrakedUntil(client, { community });
 */
export async function getBrakedUntil(
  client: ReadClient,
  { community, ...options }: GetBrakedUntilParameters,
): Promise<GetBrakedUntilReturnType> {
  return read(client, targetOf(community, "treasury"), treasuryBrakedUntil, [], options);
}
