import type { Hash } from "viem";
import { commitmentsCastBySig } from "../../abi/commitments.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type OptionPlacementInput, commitmentsOf, orderOptions } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
import {
  type PrepareErrorType,
  type PreparedCall,
  type Simulation,
  type WriteErrorType,
  callOf,
  prepare,
  simulate,
  write,
} from "../../core/write.ts";

export interface PrepareCastInCommitmentBySigParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** The whole ballot, in any order; 1 to 17 options. */
  placements: readonly OptionPlacementInput[];
  /** Commitments in which to release first what the voter has on ended options, or all if they have ended. */
  dead?: readonly bigint[] | undefined;
  /** What the voter signed. */
  voter: Authorization;
}

export interface CastInCommitmentBySigParameters extends PrepareCastInCommitmentBySigParameters, WriteOptions {}

export interface SimulateCastInCommitmentBySigParameters extends CastInCommitmentBySigParameters, ReadOptions {}

export type CastInCommitmentBySigReturnType = Hash;

export type SimulateCastInCommitmentBySigReturnType = Simulation<void>;

export type CastInCommitmentBySigErrorType = WriteErrorType;

export type SimulateCastInCommitmentBySigErrorType = WriteErrorType;

export type PrepareCastInCommitmentBySigErrorType = PrepareErrorType;

/**
 * Casts a ballot in a commitment for a voter who signed it; see signCastInCommitment.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CastInCommitmentBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { castInCommitmentBySig, signCastInCommitment } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const voter = await signCastInCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   commitment: 1n,
 *   placements: [{ option: 1, permanent: 1_000_000_000n }],
 * });
 * const hash = await castInCommitmentBySig(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   placements: [{ option: 1, permanent: 1_000_000_000n }],
 *   voter,
 * });
 */
export async function castInCommitmentBySig(
  client: WriteClient,
  parameters: CastInCommitmentBySigParameters,
): Promise<CastInCommitmentBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link castInCommitmentBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCastInCommitmentBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCastInCommitmentBySig(
  client: WriteClient,
  parameters: SimulateCastInCommitmentBySigParameters,
): Promise<SimulateCastInCommitmentBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link castInCommitmentBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCastInCommitmentBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCastInCommitmentBySig(parameters: PrepareCastInCommitmentBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, commitment, placements, dead, voter }: PrepareCastInCommitmentBySigParameters) {
  return callOf(commitmentsOf(commitments), commitmentsCastBySig, [
    commitment,
    orderOptions(placements),
    dead ?? [],
    voter,
  ]);
}
