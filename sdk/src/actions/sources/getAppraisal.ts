import { type Address, zeroAddress } from "viem";
import { patronSourceAppraise } from "../../abi/patronSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetAppraisalParameters extends ReadOptions {
  /** A source that takes money: of purchases, or of patronages. */
  source: ModuleAt;
  /** An ERC-20. Left out for the native coin. */
  asset?: Address | undefined;
  /** In the asset's own decimals. */
  amount: bigint;
}

export type GetAppraisalReturnType = bigint;

export type GetAppraisalErrorType = ReadErrorType;

/**
 * What an amount is worth now by a source's prices, as forks reckon (design 6). Refused while there is no fresh price.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetAppraisalParameters}
 * @returns 9 decimals of the reference currency.
 *
 * @example
 * import { getAppraisal } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getAppraisal(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   amount: 10n ** 18n,
 * });
 */
export async function getAppraisal(
  client: ReadClient,
  { source, asset, amount, ...options }: GetAppraisalParameters,
): Promise<GetAppraisalReturnType> {
  return read(client, sourceOf(source), patronSourceAppraise, [asset ?? zeroAddress, amount], options);
}
