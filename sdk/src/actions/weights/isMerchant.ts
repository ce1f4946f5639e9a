import type { Address } from "viem";
import { purchaseSourceIsMerchant } from "../../abi/purchaseSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsMerchantParameters extends ReadOptions {
  /** A community, or the source itself. */
  community: ContractAt<"purchaseSource">;
  /** Whose. */
  account: Address;
}

export type IsMerchantReturnType = boolean;

export type IsMerchantErrorType = ReadErrorType;

/**
 * Whether an account may buy for others.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsMerchantParameters}
 * @returns Whether it may.
 *
 * @example
 * import { getCommunity, isMerchant } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await isMerchant(client, { community, account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function isMerchant(
  client: ReadClient,
  { community, account, ...options }: IsMerchantParameters,
): Promise<IsMerchantReturnType> {
  return read(client, targetOf(community, "purchaseSource"), purchaseSourceIsMerchant, [account], options);
}
