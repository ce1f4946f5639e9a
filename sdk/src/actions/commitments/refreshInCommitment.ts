import type { Address, Hash } from "viem";
import { commitmentsRefresh } from "../../abi/commitments.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
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

export interface PrepareRefreshInCommitmentParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** Whose ballot. */
  voter: Address;
}

export interface RefreshInCommitmentParameters extends PrepareRefreshInCommitmentParameters, WriteOptions {}

export interface SimulateRefreshInCommitmentParameters extends RefreshInCommitmentParameters, ReadOptions {}

export type RefreshInCommitmentReturnType = Hash;

export type SimulateRefreshInCommitmentReturnType = Simulation<void>;

export type RefreshInCommitmentErrorType = WriteErrorType;

export type SimulateRefreshInCommitmentErrorType = WriteErrorType;

export type PrepareRefreshInCommitmentErrorType = PrepareErrorType;

/**
 * Gives the leased parts of a ballot that still count the end of the voter's renewed lease. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RefreshInCommitmentParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { refreshInCommitment } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await refreshInCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function refreshInCommitment(
  client: WriteClient,
  parameters: RefreshInCommitmentParameters,
): Promise<RefreshInCommitmentReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link refreshInCommitment} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRefreshInCommitmentParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRefreshInCommitment(
  client: WriteClient,
  parameters: SimulateRefreshInCommitmentParameters,
): Promise<SimulateRefreshInCommitmentReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link refreshInCommitment} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRefreshInCommitmentParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRefreshInCommitment(parameters: PrepareRefreshInCommitmentParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, commitment, voter }: PrepareRefreshInCommitmentParameters) {
  return callOf(commitmentsOf(commitments), commitmentsRefresh, [commitment, checkAddress("voter", voter)]);
}
