import { receiptSourceNextEpoch } from "../../abi/receiptSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetNextReceiptEpochParameters extends ReadOptions {
  /** The source of receipts. */
  source: ModuleAt;
}

export type GetNextReceiptEpochReturnType = number;

export type GetNextReceiptEpochErrorType = ReadErrorType;

/**
 * The first epoch that the next root can be of.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetNextReceiptEpochParameters}
 * @returns Its number, from 0.
 *
 * @example
 * import { getNextReceiptEpoch } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getNextReceiptEpoch(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getNextReceiptEpoch(
  client: ReadClient,
  { source, ...options }: GetNextReceiptEpochParameters,
): Promise<GetNextReceiptEpochReturnType> {
  return read(client, sourceOf(source), receiptSourceNextEpoch, [], options);
}
