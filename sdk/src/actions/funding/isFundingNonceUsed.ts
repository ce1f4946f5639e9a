import type { Address } from "viem";
import { fundingPoolIsNonceUsed } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsFundingNonceUsedParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Who signs. */
  signer: Address;
  /** Any number. */
  nonce: bigint;
}

export type IsFundingNonceUsedReturnType = boolean;

export type IsFundingNonceUsedErrorType = ReadErrorType;

/**
 * Whether a nonce was used or cancelled.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsFundingNonceUsedParameters}
 * @returns Whether it was.
 *
 * @example
 * import { isFundingNonceUsed } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isFundingNonceUsed(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   signer: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   nonce: 1n,
 * });
 */
export async function isFundingNonceUsed(
  client: ReadClient,
  { pool, signer, nonce, ...options }: IsFundingNonceUsedParameters,
): Promise<IsFundingNonceUsedReturnType> {
  return read(client, poolOf(pool), fundingPoolIsNonceUsed, [checkAddress("signer", signer), nonce], options);
}
