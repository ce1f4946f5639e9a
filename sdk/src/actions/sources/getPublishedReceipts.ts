import { receiptSourcePublished } from "../../abi/receiptSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type Receipts, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetPublishedReceiptsParameters extends ReadOptions {
  /** The source of receipts. */
  source: ModuleAt;
}

export type GetPublishedReceiptsReturnType = Receipts;

export type GetPublishedReceiptsErrorType = ReadErrorType;

/**
 * The totals of the last root.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetPublishedReceiptsParameters}
 * @returns {@link Receipts}
 *
 * @example
 * import { getPublishedReceipts } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getPublishedReceipts(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getPublishedReceipts(
  client: ReadClient,
  { source, ...options }: GetPublishedReceiptsParameters,
): Promise<GetPublishedReceiptsReturnType> {
  return read(client, sourceOf(source), receiptSourcePublished, [], options);
}
