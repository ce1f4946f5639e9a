import type { Address } from "viem";
import { commitmentsBallotOf } from "../../abi/commitments.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type CommitmentBallot, commitmentsOf } from "../../core/commitments.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetCommitmentBallotParameters extends ReadOptions {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** Whose ballot. */
  voter: Address;
}

export type GetCommitmentBallotReturnType = CommitmentBallot;

export type GetCommitmentBallotErrorType = ReadErrorType;

/**
 * A voter's ballot in a commitment.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCommitmentBallotParameters}
 * @returns {@link CommitmentBallot}; without placements if there is none.
 *
 * @example
 * import { getCommitmentBallot } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getCommitmentBallot(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getCommitmentBallot(
  client: ReadClient,
  { commitments, commitment, voter, ...options }: GetCommitmentBallotParameters,
): Promise<GetCommitmentBallotReturnType> {
  const answer = await read(
    client,
    commitmentsOf(commitments),
    commitmentsBallotOf,
    [commitment, checkAddress("voter", voter)],
    options,
  );
  const [placements, until] = answer;
  return { placements, until };
}
