import { commitmentsLiveAt } from "../../abi/commitments.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetLiveCommitmentCountParameters extends ReadOptions {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** In which cycle. */
  cycle: number;
}

export type GetLiveCommitmentCountReturnType = number;

export type GetLiveCommitmentCountErrorType = ReadErrorType;

/**
 * How many commitments are live at the end of a cycle.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetLiveCommitmentCountParameters}
 * @returns Their number.
 *
 * @example
 * import { getLiveCommitmentCount } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getLiveCommitmentCount(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   cycle: 12,
 * });
 */
export async function getLiveCommitmentCount(
  client: ReadClient,
  { commitments, cycle, ...options }: GetLiveCommitmentCountParameters,
): Promise<GetLiveCommitmentCountReturnType> {
  return read(client, commitmentsOf(commitments), commitmentsLiveAt, [cycle], options);
}
