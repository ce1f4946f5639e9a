import { contributorSourceCeiling } from "../../abi/contributorSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type Ceiling, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetContributorCeilingParameters extends ReadOptions {
  /** The source for contributors. */
  source: ModuleAt;
}

export type GetContributorCeilingReturnType = Ceiling;

export type GetContributorCeilingErrorType = ReadErrorType;

/**
 * The most that one contributor may hold now.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetContributorCeilingParameters}
 * @returns {@link Ceiling}
 *
 * @example
 * import { getContributorCeiling } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getContributorCeiling(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getContributorCeiling(
  client: ReadClient,
  { source, ...options }: GetContributorCeilingParameters,
): Promise<GetContributorCeilingReturnType> {
  const answer = await read(client, sourceOf(source), contributorSourceCeiling, [], options);
  const [units, until] = answer;
  return { units, until: until === 0 ? undefined : until };
}
