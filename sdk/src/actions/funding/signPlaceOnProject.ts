import type { WriteClient } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
import { poolOf } from "../../core/pool.ts";
import { type SignedOnce, signOfModule } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { fundingDomain, placeOnProjectTypedData } from "../../typedData/funding.ts";

export interface SignPlaceOnProjectParameters extends SignedOnce {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Counts against; in favour unless said. */
  against?: boolean | undefined;
  /** Units that the voter holds for good. */
  permanent?: bigint | undefined;
  /** Units of the voter's lease. */
  leased?: bigint | undefined;
  /** Projects that are no longer live, to release weight from first. */
  dead?: readonly number[] | undefined;
}

export type SignPlaceOnProjectReturnType = Authorization;

export type SignPlaceOnProjectErrorType = WriteErrorType;

/**
 * Signs to place weight on a project, for anybody to send with placeOnProjectBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignPlaceOnProjectParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signPlaceOnProject } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signPlaceOnProject(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   permanent: 1_000_000_000n,
 *   deadline,
 * });
 */
export async function signPlaceOnProject(
  client: WriteClient,
  { pool, project, against, permanent, leased, dead, ...by }: SignPlaceOnProjectParameters,
): Promise<SignPlaceOnProjectReturnType> {
  return signOfModule(client, poolOf(pool), by, fundingDomain, (signing) =>
    placeOnProjectTypedData(signing, { project, against, permanent, leased, dead }),
  );
}
