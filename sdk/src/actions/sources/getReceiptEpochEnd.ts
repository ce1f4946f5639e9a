import { receiptSourceEpochEndsAt } from "../../abi/receiptSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetReceiptEpochEndParameters extends ReadOptions {
  /** The source of receipts. */
  source: ModuleAt;
  /** Which epoch, from 0. */
  epoch: number;
}

export type GetReceiptEpochEndReturnType = bigint;

export type GetReceiptEpochEndErrorType = ReadErrorType;

/**
 * When an epoch ends, and its root can be published.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetReceiptEpochEndParameters}
 * @returns Seconds.
 *
 * @example
 * import { getReceiptEpochEnd } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getReceiptEpochEnd(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", epoch: 0 });
 */
export async function getReceiptEpochEnd(
  client: ReadClient,
  { source, epoch, ...options }: GetReceiptEpochEndParameters,
): Promise<GetReceiptEpochEndReturnType> {
  return read(client, sourceOf(source), receiptSourceEpochEndsAt, [epoch], options);
}
