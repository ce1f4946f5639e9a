import { commitmentsCommitmentOf } from "../../abi/commitments.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type Commitment, commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetCommitmentParameters extends ReadOptions {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
}

export type GetCommitmentReturnType = Commitment;

export type GetCommitmentErrorType = ReadErrorType;

/**
 * A commitment as if all past cycles had been closed.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCommitmentParameters}
 * @returns {@link Commitment}
 *
 * @example
 * import { getCommitment } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 * });
 */
export async function getCommitment(
  client: ReadClient,
  { commitments, commitment, ...options }: GetCommitmentParameters,
): Promise<GetCommitmentReturnType> {
  return read(client, commitmentsOf(commitments), commitmentsCommitmentOf, [commitment], options);
}
