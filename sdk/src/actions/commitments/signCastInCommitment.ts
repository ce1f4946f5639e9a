import type { WriteClient } from "../../core/client.ts";
import { type OptionPlacementInput, commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
import { type SignedOnce, signOfModule } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { castInCommitmentTypedData, commitmentsDomain } from "../../typedData/commitments.ts";

export interface SignCastInCommitmentParameters extends SignedOnce {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** The whole ballot, in any order; 1 to 17 options. */
  placements: readonly OptionPlacementInput[];
  /** Commitments in which to release first what the voter has on ended options, or all if they have ended. */
  dead?: readonly bigint[] | undefined;
}

export type SignCastInCommitmentReturnType = Authorization;

export type SignCastInCommitmentErrorType = WriteErrorType;

/**
 * Signs a ballot in a commitment, for anybody to send with castInCommitmentBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignCastInCommitmentParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signCastInCommitment } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signCastInCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   placements: [{ option: 1, permanent: 1_000_000_000n }],
 *   deadline,
 * });
 */
export async function signCastInCommitment(
  client: WriteClient,
  { commitments, commitment, placements, dead, ...by }: SignCastInCommitmentParameters,
): Promise<SignCastInCommitmentReturnType> {
  return signOfModule(client, commitmentsOf(commitments), by, commitmentsDomain, (signing) =>
    castInCommitmentTypedData(signing, { commitment, placements, dead }),
  );
}
