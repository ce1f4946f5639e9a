import { weightsElectorateRuns } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ElectorateRun } from "../../core/weights.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetElectorateRunsParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** First cycle. */
  from: number;
  /** The cycle after the last one, the running one at most. */
  to: number;
  /** How many runs at most; 128 unless said. */
  most?: bigint | undefined;
}

export type GetElectorateRunsReturnType = { runs: readonly ElectorateRun[]; end: number };

export type GetElectorateRunsErrorType = ReadErrorType;

/**
 * The history of the electorate, as runs of equal value.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetElectorateRunsParameters}
 * @returns The runs, and the cycle before which the last one ends: `to`, unless there were too many.
 *
 * @example
 * import { getCommunity, getElectorateRuns } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getElectorateRuns(client, { community, from: 1, to: 1 });
 */
export async function getElectorateRuns(
  client: ReadClient,
  { community, from, to, most, ...options }: GetElectorateRunsParameters,
): Promise<GetElectorateRunsReturnType> {
  const answer = await read(
    client,
    targetOf(community, "weights"),
    weightsElectorateRuns,
    [from, to, most ?? 128n],
    options,
  );
  return { runs: answer[0], end: answer[1] };
}
