import type { Address } from "viem";
import { receiptSourceClaimedOf } from "../../abi/receiptSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type Receipts, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetClaimedReceiptsOfParameters extends ReadOptions {
  /** The source of receipts. */
  source: ModuleAt;
  /** Whose receipts they are. */
  holder: Address;
}

export type GetClaimedReceiptsOfReturnType = Receipts;

export type GetClaimedReceiptsOfErrorType = ReadErrorType;

/**
 * What an account has claimed.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetClaimedReceiptsOfParameters}
 * @returns {@link Receipts}
 *
 * @example
 * import { getClaimedReceiptsOf } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getClaimedReceiptsOf(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getClaimedReceiptsOf(
  client: ReadClient,
  { source, holder, ...options }: GetClaimedReceiptsOfParameters,
): Promise<GetClaimedReceiptsOfReturnType> {
  return read(client, sourceOf(source), receiptSourceClaimedOf, [holder], options);
}
