import type { Hex } from "viem";
import { receiptSourceIsRoot } from "../../abi/receiptSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsReceiptRootParameters extends ReadOptions {
  /** The source of receipts. */
  source: ModuleAt;
  /** Which root. */
  root: Hex;
}

export type IsReceiptRootReturnType = boolean;

export type IsReceiptRootErrorType = ReadErrorType;

/**
 * Whether accounts can claim against a root.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsReceiptRootParameters}
 * @returns Whether it was published.
 *
 * @example
 * import { isReceiptRoot } from "@perdure/sdk/sources";
 * import { createPublicClient, http, keccak256, toHex } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isReceiptRoot(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   root: keccak256(toHex("root")),
 * });
 */
export async function isReceiptRoot(
  client: ReadClient,
  { source, root, ...options }: IsReceiptRootParameters,
): Promise<IsReceiptRootReturnType> {
  return read(client, sourceOf(source), receiptSourceIsRoot, [root], options);
}
