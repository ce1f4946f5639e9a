import type { Address } from "viem";
import { forksEip712Domain } from "../../abi/forks.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetForksDomainParameters extends ReadOptions {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
}

export type GetForksDomainReturnType = { name: string; version: string; chainId: number; verifyingContract: Address };

export type GetForksDomainErrorType = ReadErrorType;

/**
 * The EIP-712 domain in which members sign.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetForksDomainParameters}
 * @returns The domain, as viem takes it.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getForksDomain } from "@perdure/sdk/forks";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getForksDomain(client, { community });
 */
export async function getForksDomain(
  client: ReadClient,
  { community, ...options }: GetForksDomainParameters,
): Promise<GetForksDomainReturnType> {
  const answer = await read(client, targetOf(community, "forks"), forksEip712Domain, [], options);
  return { name: answer[1], version: answer[2], chainId: Number(answer[3]), verifyingContract: answer[4] };
}
