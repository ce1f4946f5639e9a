import { commitmentsOutcomeOf } from "../../abi/commitments.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type CommitmentOutcome, commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetOutcomeParameters extends ReadOptions {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** Which round, from 0. */
  round: number;
}

export type GetOutcomeReturnType = CommitmentOutcome;

export type GetOutcomeErrorType = ReadErrorType;

/**
 * What a round came to, as if all past cycles had been closed.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetOutcomeParameters}
 * @returns {@link CommitmentOutcome}
 *
 * @example
 * import { getOutcome } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getOutcome(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   round: 0,
 * });
 */
export async function getOutcome(
  client: ReadClient,
  { commitments, commitment, round, ...options }: GetOutcomeParameters,
): Promise<GetOutcomeReturnType> {
  return read(client, commitmentsOf(commitments), commitmentsOutcomeOf, [commitment, round], options);
}
