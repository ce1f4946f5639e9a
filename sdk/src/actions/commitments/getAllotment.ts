import { commitmentsAllotted } from "../../abi/commitments.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetAllotmentParameters extends ReadOptions {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** Which round, from 0. */
  round: number;
  /** Which option; 0 is to do nothing. */
  option: number;
  /** Of which. */
  amount: bigint;
}

export type GetAllotmentReturnType = bigint;

export type GetAllotmentErrorType = ReadErrorType;

/**
 * The part of an amount that a round allotted to an option, in proportion to support. Of a commitment that allots, and that
 * advanceCommitment has closed past the deadline.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetAllotmentParameters}
 * @returns The part, rounded down; to doing nothing goes what is not given away.
 *
 * @example
 * import { getAllotment } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getAllotment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   round: 0,
 *   option: 1,
 *   amount: 1_000n,
 * });
 */
export async function getAllotment(
  client: ReadClient,
  { commitments, commitment, round, option, amount, ...options }: GetAllotmentParameters,
): Promise<GetAllotmentReturnType> {
  return read(client, commitmentsOf(commitments), commitmentsAllotted, [commitment, round, option, amount], options);
}
