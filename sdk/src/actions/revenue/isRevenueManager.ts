import type { Address } from "viem";
import { revenueSharesIsManager } from "../../abi/revenueShares.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { revenueOf } from "../../core/revenue.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsRevenueManagerParameters extends ReadOptions {
  /** The RevenueShares. */
  revenue: ModuleAt;
  /** Who may be one. */
  account: Address;
}

export type IsRevenueManagerReturnType = boolean;

export type IsRevenueManagerErrorType = ReadErrorType;

/**
 * Whether an account may set shares.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsRevenueManagerParameters}
 * @returns Whether it may; the treasury always may.
 *
 * @example
 * import { isRevenueManager } from "@perdure/sdk/revenue";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isRevenueManager(client, { revenue: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function isRevenueManager(
  client: ReadClient,
  { revenue, account, ...options }: IsRevenueManagerParameters,
): Promise<IsRevenueManagerReturnType> {
  return read(client, revenueOf(revenue), revenueSharesIsManager, [checkAddress("account", account)], options);
}
