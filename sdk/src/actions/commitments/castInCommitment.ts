import type { Hash } from "viem";
import { commitmentsCast } from "../../abi/commitments.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type OptionPlacementInput, commitmentsOf, orderOptions } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
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

export interface PrepareCastInCommitmentParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** The whole ballot, in any order; 1 to 17 options. */
  placements: readonly OptionPlacementInput[];
  /** Commitments in which to release first what the voter has on ended options, or all if they have ended. */
  dead?: readonly bigint[] | undefined;
}

export interface CastInCommitmentParameters extends PrepareCastInCommitmentParameters, WriteOptions {}

export interface SimulateCastInCommitmentParameters extends CastInCommitmentParameters, ReadOptions {}

export type CastInCommitmentReturnType = Hash;

export type SimulateCastInCommitmentReturnType = Simulation<void>;

export type CastInCommitmentErrorType = WriteErrorType;

export type SimulateCastInCommitmentErrorType = WriteErrorType;

export type PrepareCastInCommitmentErrorType = PrepareErrorType;

/**
 * Casts, or replaces, a ballot in a commitment.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CastInCommitmentParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { castInCommitment } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await castInCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   placements: [{ option: 1, permanent: 1_000_000_000n }],
 * });
 */
export async function castInCommitment(
  client: WriteClient,
  parameters: CastInCommitmentParameters,
): Promise<CastInCommitmentReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link castInCommitment} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCastInCommitmentParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCastInCommitment(
  client: WriteClient,
  parameters: SimulateCastInCommitmentParameters,
): Promise<SimulateCastInCommitmentReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link castInCommitment} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCastInCommitmentParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCastInCommitment(parameters: PrepareCastInCommitmentParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, commitment, placements, dead }: PrepareCastInCommitmentParameters) {
  return callOf(commitmentsOf(commitments), commitmentsCast, [commitment, orderOptions(placements), dead ?? []]);
}
