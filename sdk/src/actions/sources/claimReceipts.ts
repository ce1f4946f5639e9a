import type { Address, Hash, Hex } from "viem";
import { receiptSourceClaim } from "../../abi/receiptSource.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { sourceOf } from "../../core/sources.ts";
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

export interface PrepareClaimReceiptsParameters {
  /** The source of receipts. */
  source: ModuleAt;
  /** Whose receipts they are. */
  holder: Address;
  /** All that the leaf holds, cumulative. */
  units: bigint;
  /** All that the leaf holds, cumulative, 9 decimals of the reference currency. */
  value: bigint;
  /** From the leaf to any root that was published. */
  proof: readonly Hex[];
}

export interface ClaimReceiptsParameters extends PrepareClaimReceiptsParameters, WriteOptions {}

export interface SimulateClaimReceiptsParameters extends ClaimReceiptsParameters, ReadOptions {}

export type ClaimReceiptsReturnType = Hash;

export type SimulateClaimReceiptsReturnType = Simulation<bigint>;

export type ClaimReceiptsErrorType = WriteErrorType;

export type SimulateClaimReceiptsErrorType = WriteErrorType;

export type PrepareClaimReceiptsErrorType = PrepareErrorType;

/**
 * Credits an account what was receipted for it and it has not claimed yet. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ClaimReceiptsParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { claimReceipts } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await claimReceipts(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   units: 1_000_000_000n,
 *   value: 1_000_000_000n,
 *   proof: [],
 * });
 */
export async function claimReceipts(
  client: WriteClient,
  parameters: ClaimReceiptsParameters,
): Promise<ClaimReceiptsReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link claimReceipts} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateClaimReceiptsParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateClaimReceipts(
  client: WriteClient,
  parameters: SimulateClaimReceiptsParameters,
): Promise<SimulateClaimReceiptsReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link claimReceipts} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareClaimReceiptsParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareClaimReceipts(parameters: PrepareClaimReceiptsParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, holder, units, value, proof }: PrepareClaimReceiptsParameters) {
  return callOf(sourceOf(source), receiptSourceClaim, [holder, units, value, proof]);
}
