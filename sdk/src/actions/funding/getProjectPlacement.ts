import type { Address } from "viem";
import { fundingPoolPlacedOf } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { type ProjectPlacement, decodePlaced, poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetProjectPlacementParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Whose weight. */
  voter: Address;
}

export type GetProjectPlacementReturnType = ProjectPlacement;

export type GetProjectPlacementErrorType = ReadErrorType;

/**
 * What a voter has on a project.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetProjectPlacementParameters}
 * @returns {@link ProjectPlacement}; nothing if both parts are 0.
 *
 * @example
 * import { getProjectPlacement } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getProjectPlacement(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getProjectPlacement(
  client: ReadClient,
  { pool, project, voter, ...options }: GetProjectPlacementParameters,
): Promise<GetProjectPlacementReturnType> {
  const answer = await read(
    client,
    poolOf(pool),
    fundingPoolPlacedOf,
    [project, checkAddress("voter", voter)],
    options,
  );
  return decodePlaced(answer);
}
