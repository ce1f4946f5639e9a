import { fundingPoolProjectOf } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type Project, decodeProject, poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetProjectParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
}

export type GetProjectReturnType = Project;

export type GetProjectErrorType = ReadErrorType;

/**
 * A project as it stands.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetProjectParameters}
 * @returns {@link Project}
 *
 * @example
 * import { getProject } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getProject(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", project: 1 });
 */
export async function getProject(
  client: ReadClient,
  { pool, project, ...options }: GetProjectParameters,
): Promise<GetProjectReturnType> {
  const answer = await read(client, poolOf(pool), fundingPoolProjectOf, [project], options);
  return decodeProject(answer);
}
