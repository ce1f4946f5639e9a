import { commitmentsCount } from "../../abi/commitments.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetCommitmentCountParameters extends ReadOptions {
  /** The Commitments of a community. */
  commitments: ModuleAt;
}

export type GetCommitmentCountReturnType = bigint;

export type GetCommitmentCountErrorType = ReadErrorType;

/**
 * How many commitments there have been; they are numbered from 1.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCommitmentCountParameters}
 * @returns Their number.
 *
 * @example
 * import { getCommitmentCount } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getCommitmentCount(client, { commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getCommitmentCount(
  client: ReadClient,
  { commitments, ...options }: GetCommitmentCountParameters,
): Promise<GetCommitmentCountReturnType> {
  return read(client, commitmentsOf(commitments), commitmentsCount, [], options);
}
