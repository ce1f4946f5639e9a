import type { Address } from "viem";
import { commitmentsEip712Domain } from "../../abi/commitments.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetCommitmentsDomainParameters extends ReadOptions {
  /** The Commitments of a community. */
  commitments: ModuleAt;
}

export type GetCommitmentsDomainReturnType = {
  name: string;
  version: string;
  chainId: number;
  verifyingContract: Address;
};

export type GetCommitmentsDomainErrorType = ReadErrorType;

/**
 * The EIP-712 domain in which members sign.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCommitmentsDomainParameters}
 * @returns The domain, as viem takes it.
 *
 * @example
 * import { getCommitmentsDomain } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getCommitmentsDomain(client, { commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getCommitmentsDomain(
  client: ReadClient,
  { commitments, ...options }: GetCommitmentsDomainParameters,
): Promise<GetCommitmentsDomainReturnType> {
  const answer = await read(client, commitmentsOf(commitments), commitmentsEip712Domain, [], options);
  return { name: answer[1], version: answer[2], chainId: Number(answer[3]), verifyingContract: answer[4] };
}
