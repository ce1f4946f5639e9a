import type { Address } from "viem";
import { electionsEip712Domain } from "../../abi/elections.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetElectionsDomainParameters extends ReadOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
}

export type GetElectionsDomainReturnType = {
  name: string;
  version: string;
  chainId: number;
  verifyingContract: Address;
};

export type GetElectionsDomainErrorType = ReadErrorType;

/**
 * The EIP-712 domain in which voters sign.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetElectionsDomainParameters}
 * @returns The domain, as viem takes it.
 *
 * @example
 * import { getCommunity, getElectionsDomain } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getElectionsDomain(client, { community });
 */
export async function getElectionsDomain(
  client: ReadClient,
  { community, ...options }: GetElectionsDomainParameters,
): Promise<GetElectionsDomainReturnType> {
  const answer = await read(client, targetOf(community, "elections"), electionsEip712Domain, [], options);
  return { name: answer[1], version: answer[2], chainId: Number(answer[3]), verifyingContract: answer[4] };
}
