import { type Address, zeroAddress } from "viem";
import { patronSourceQuote } from "../../abi/patronSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetDonationQuoteParameters extends ReadOptions {
  /** The source of patronages. */
  source: ModuleAt;
  /** An ERC-20. Left out for the native coin. */
  asset?: Address | undefined;
  /** In the asset's own decimals. */
  amount: bigint;
}

export type GetDonationQuoteReturnType = bigint;

export type GetDonationQuoteErrorType = ReadErrorType;

/**
 * What a donation would be worth now. Reverts as the donation would.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetDonationQuoteParameters}
 * @returns 9 decimals of the reference currency.
 *
 * @example
 * import { getDonationQuote } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getDonationQuote(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   amount: 10n ** 18n,
 * });
 */
export async function getDonationQuote(
  client: ReadClient,
  { source, asset, amount, ...options }: GetDonationQuoteParameters,
): Promise<GetDonationQuoteReturnType> {
  return read(client, sourceOf(source), patronSourceQuote, [asset ?? zeroAddress, amount], options);
}
