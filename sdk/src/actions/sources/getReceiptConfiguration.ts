import { receiptSourceEpochLength, receiptSourceMostValue } from "../../abi/receiptSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type ReceiptConfiguration, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetReceiptConfigurationParameters extends ReadOptions {
  /** The source of receipts. */
  source: ModuleAt;
}

export type GetReceiptConfigurationReturnType = ReceiptConfiguration;

export type GetReceiptConfigurationErrorType = ReadErrorType;

/**
 * What a source of receipts was founded with.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetReceiptConfigurationParameters}
 * @returns {@link ReceiptConfiguration}
 *
 * @example
 * import { getReceiptConfiguration } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getReceiptConfiguration(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getReceiptConfiguration(
  client: ReadClient,
  { source, ...options }: GetReceiptConfigurationParameters,
): Promise<GetReceiptConfigurationReturnType> {
  const target = sourceOf(source);
  const [epochLength, mostValue] = await Promise.all([
    read(client, target, receiptSourceEpochLength, [], options),
    read(client, target, receiptSourceMostValue, [], options),
  ]);
  return { epochLength, mostValue };
}
