import type { Address } from "viem";
import { officesEip712Domain } from "../../abi/offices.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetOfficesDomainParameters extends ReadOptions {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
}

export type GetOfficesDomainReturnType = { name: string; version: string; chainId: number; verifyingContract: Address };

export type GetOfficesDomainErrorType = ReadErrorType;

/**
 * The EIP-712 domain in which officers sign.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetOfficesDomainParameters}
 * @returns The domain, as viem takes it.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getOfficesDomain } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getOfficesDomain(client, { community });
 */
export async function getOfficesDomain(
  client: ReadClient,
  { community, ...options }: GetOfficesDomainParameters,
): Promise<GetOfficesDomainReturnType> {
  const answer = await read(client, targetOf(community, "offices"), officesEip712Domain, [], options);
  return { name: answer[1], version: answer[2], chainId: Number(answer[3]), verifyingContract: answer[4] };
}
