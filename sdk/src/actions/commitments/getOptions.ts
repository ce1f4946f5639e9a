import { commitmentsOptionsOf } from "../../abi/commitments.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type CommitmentOption, commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetOptionsParameters extends ReadOptions {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
}

export type GetOptionsReturnType = readonly CommitmentOption[];

export type GetOptionsErrorType = ReadErrorType;

/**
 * The options that stand, doing nothing first, as if all past cycles had been closed; when the commitment has ended, as they
 * were then.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetOptionsParameters}
 * @returns {@link CommitmentOption}
 *
 * @example
 * import { getOptions } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getOptions(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 * });
 */
export async function getOptions(
  client: ReadClient,
  { commitments, commitment, ...options }: GetOptionsParameters,
): Promise<GetOptionsReturnType> {
  return read(client, commitmentsOf(commitments), commitmentsOptionsOf, [commitment], options);
}
