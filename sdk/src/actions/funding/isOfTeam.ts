import type { Address } from "viem";
import { fundingPoolIsOfTeam } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsOfTeamParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Who may be. */
  account: Address;
}

export type IsOfTeamReturnType = boolean;

export type IsOfTeamErrorType = ReadErrorType;

/**
 * Whether an account's pledges to a project are never matched, because it is of the team.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsOfTeamParameters}
 * @returns Whether it is.
 *
 * @example
 * import { isOfTeam } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isOfTeam(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function isOfTeam(
  client: ReadClient,
  { pool, project, account, ...options }: IsOfTeamParameters,
): Promise<IsOfTeamReturnType> {
  return read(client, poolOf(pool), fundingPoolIsOfTeam, [project, checkAddress("account", account)], options);
}
