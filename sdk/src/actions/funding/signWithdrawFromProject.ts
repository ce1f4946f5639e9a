import type { WriteClient } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
import { poolOf } from "../../core/pool.ts";
import { type SignedOnce, signOfModule } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { fundingDomain, withdrawFromProjectTypedData } from "../../typedData/funding.ts";

export interface SignWithdrawFromProjectParameters extends SignedOnce {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
}

export type SignWithdrawFromProjectReturnType = Authorization;

export type SignWithdrawFromProjectErrorType = WriteErrorType;

/**
 * Signs to take weight off a project, for anybody to send with withdrawFromProjectBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignWithdrawFromProjectParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signWithdrawFromProject } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signWithdrawFromProject(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   deadline,
 * });
 */
export async function signWithdrawFromProject(
  client: WriteClient,
  { pool, project, ...by }: SignWithdrawFromProjectParameters,
): Promise<SignWithdrawFromProjectReturnType> {
  return signOfModule(client, poolOf(pool), by, fundingDomain, (signing) =>
    withdrawFromProjectTypedData(signing, { project }),
  );
}
