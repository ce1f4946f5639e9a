import type { Address } from "viem";
import { fundingPoolPledgeOf } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { type Pledge, decodePledge, poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetPledgeParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Whose. */
  account: Address;
}

export type GetPledgeReturnType = Pledge;

export type GetPledgeErrorType = ReadErrorType;

/**
 * What an account has pledged, and with whom it is matched.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetPledgeParameters}
 * @returns {@link Pledge}
 *
 * @example
 * import { getPledge } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getPledge(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getPledge(
  client: ReadClient,
  { pool, project, account, ...options }: GetPledgeParameters,
): Promise<GetPledgeReturnType> {
  const answer = await read(
    client,
    poolOf(pool),
    fundingPoolPledgeOf,
    [project, checkAddress("account", account)],
    options,
  );
  return decodePledge(answer);
}
