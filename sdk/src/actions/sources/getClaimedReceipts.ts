import { receiptSourceClaimed } from "../../abi/receiptSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type Receipts, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetClaimedReceiptsParameters extends ReadOptions {
  /** The source of receipts. */
  source: ModuleAt;
}

export type GetClaimedReceiptsReturnType = Receipts;

export type GetClaimedReceiptsErrorType = ReadErrorType;

/**
 * What all accounts together have claimed.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetClaimedReceiptsParameters}
 * @returns {@link Receipts}
 *
 * @example
 * import { getClaimedReceipts } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getClaimedReceipts(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getClaimedReceipts(
  client: ReadClient,
  { source, ...options }: GetClaimedReceiptsParameters,
): Promise<GetClaimedReceiptsReturnType> {
  return read(client, sourceOf(source), receiptSourceClaimed, [], options);
}
