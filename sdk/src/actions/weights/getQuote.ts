import type { Address } from "viem";
import { purchaseSourceQuote } from "../../abi/purchaseSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetQuoteParameters extends ReadOptions {
  /** A community, or the source itself. */
  community: ContractAt<"purchaseSource">;
  /** What would be paid with; `zeroAddress` for the native coin. */
  asset: Address;
  /** In the asset's own decimals. */
  amount: bigint;
}

export type GetQuoteReturnType = bigint;

export type GetQuoteErrorType = ReadErrorType;

/**
 * What a purchase would be worth now. Reverts as the purchase would.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetQuoteParameters}
 * @returns 9 decimals of the reference currency.
 *
 * @example
 * import { getCommunity, getQuote } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getQuote(client, {
 *   community,
 *   asset: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   amount: 1n,
 * });
 */
export async function getQuote(
  client: ReadClient,
  { community, asset, amount, ...options }: GetQuoteParameters,
): Promise<GetQuoteReturnType> {
  return read(client, targetOf(community, "purchaseSource"), purchaseSourceQuote, [asset, amount], options);
}
