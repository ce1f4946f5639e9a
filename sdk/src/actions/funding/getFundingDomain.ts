import type { Address } from "viem";
import { fundingPoolEip712Domain } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetFundingDomainParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
}

export type GetFundingDomainReturnType = { name: string; version: string; chainId: number; verifyingContract: Address };

export type GetFundingDomainErrorType = ReadErrorType;

/**
 * The EIP-712 domain in which members sign.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetFundingDomainParameters}
 * @returns The domain, as viem takes it.
 *
 * @example
 * import { getFundingDomain } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getFundingDomain(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getFundingDomain(
  client: ReadClient,
  { pool, ...options }: GetFundingDomainParameters,
): Promise<GetFundingDomainReturnType> {
  const answer = await read(client, poolOf(pool), fundingPoolEip712Domain, [], options);
  return { name: answer[1], version: answer[2], chainId: Number(answer[3]), verifyingContract: answer[4] };
}
