import type { Hex } from "viem";
import { revenueSharesPick } from "../../abi/revenueShares.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { revenueOf } from "../../core/revenue.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface PickPointerParameters extends ReadOptions {
  /** The RevenueShares. */
  revenue: ModuleAt;
  /** Whose shares: `zeroHash` for the default key, any other 32 bytes for a topic or a tag. */
  key: Hex;
  /** Any number that nobody chose; the same one always picks the same. */
  random: bigint;
}

export type PickPointerReturnType = string;

export type PickPointerErrorType = ReadErrorType;

/**
 * Picks one payment pointer of a key, in proportion to its shares. A key without any gives way to the default key.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link PickPointerParameters}
 * @returns The payment pointer.
 *
 * @example
 * import { pickPointer } from "@perdure/sdk/revenue";
 * import { createPublicClient, http, zeroHash } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await pickPointer(client, { revenue: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", key: zeroHash, random: 42n });
 */
export async function pickPointer(
  client: ReadClient,
  { revenue, key, random, ...options }: PickPointerParameters,
): Promise<PickPointerReturnType> {
  return read(client, revenueOf(revenue), revenueSharesPick, [key, random], options);
}
