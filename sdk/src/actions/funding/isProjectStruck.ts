import { fundingPoolIsStruck } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsProjectStruckParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
}

export type IsProjectStruckReturnType = boolean;

export type IsProjectStruckErrorType = ReadErrorType;

/**
 * Whether the decision of the last round struck a project.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsProjectStruckParameters}
 * @returns Whether it did.
 *
 * @example
 * import { isProjectStruck } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isProjectStruck(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", project: 1 });
 */
export async function isProjectStruck(
  client: ReadClient,
  { pool, project, ...options }: IsProjectStruckParameters,
): Promise<IsProjectStruckReturnType> {
  return read(client, poolOf(pool), fundingPoolIsStruck, [project], options);
}
