import type { WriteClient } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
import { type SignedOnce, signOfModule } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { commitmentsDomain, withdrawFromCommitmentTypedData } from "../../typedData/commitments.ts";

export interface SignWithdrawFromCommitmentParameters extends SignedOnce {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
}

export type SignWithdrawFromCommitmentReturnType = Authorization;

export type SignWithdrawFromCommitmentErrorType = WriteErrorType;

/**
 * Signs to withdraw a ballot, for anybody to send with withdrawFromCommitmentBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignWithdrawFromCommitmentParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signWithdrawFromCommitment } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signWithdrawFromCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   deadline,
 * });
 */
export async function signWithdrawFromCommitment(
  client: WriteClient,
  { commitments, commitment, ...by }: SignWithdrawFromCommitmentParameters,
): Promise<SignWithdrawFromCommitmentReturnType> {
  return signOfModule(client, commitmentsOf(commitments), by, commitmentsDomain, (signing) =>
    withdrawFromCommitmentTypedData(signing, { commitment }),
  );
}
