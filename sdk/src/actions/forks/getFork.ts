import { zeroAddress } from "viem";
import { forksForkOf } from "../../abi/forks.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import type { Fork } from "../../core/forks.ts";
import { read } from "../../core/read.ts";
import { FORK_STAGES, wordOf } from "../../core/words.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetForkParameters extends ReadOptions {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
}

export type GetForkReturnType = Fork;

export type GetForkErrorType = ReadErrorType;

/**
 * A fork as it stands, as if all past cycles had been closed.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetForkParameters}
 * @returns {@link Fork}
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getFork } from "@perdure/sdk/forks";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getFork(client, { community, fork: 0n });
 */
export async function getFork(
  client: ReadClient,
  { community, fork, ...options }: GetForkParameters,
): Promise<GetForkReturnType> {
  const answer = await read(client, targetOf(community, "forks"), forksForkOf, [fork], options);
  const child = answer.child === zeroAddress ? undefined : answer.child;
  const restFrom = answer.restFrom === 0n ? undefined : answer.restFrom;
  return { ...answer, child, restFrom, stage: wordOf(FORK_STAGES, answer.stage) };
}
