import type { Hash, Hex } from "viem";
import { revenueSharesSet } from "../../abi/revenueShares.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type Share, encodeShare, revenueOf } from "../../core/revenue.ts";
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

export interface PrepareSetSharesParameters {
  /** The RevenueShares. */
  revenue: ModuleAt;
  /** Whose shares: `zeroHash` for the default key, any other 32 bytes for a topic or a tag. */
  key: Hex;
  /** In proportion to their weights, at most 64; none take the key away. */
  shares: readonly Share[];
}

export interface SetSharesParameters extends PrepareSetSharesParameters, WriteOptions {}

export interface SimulateSetSharesParameters extends SetSharesParameters, ReadOptions {}

export type SetSharesReturnType = Hash;

export type SimulateSetSharesReturnType = Simulation<void>;

export type SetSharesErrorType = WriteErrorType;

export type SimulateSetSharesErrorType = WriteErrorType;

export type PrepareSetSharesErrorType = PrepareErrorType;

/**
 * Replaces the shares of a key. Only a manager, or the treasury, may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetSharesParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setShares } from "@perdure/sdk/revenue";
 * import { createWalletClient, http, zeroHash } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setShares(client, { revenue: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", key: zeroHash, shares: [{ pointer: "$wallet.example/ada", weight: 1n }] });
 */
export async function setShares(client: WriteClient, parameters: SetSharesParameters): Promise<SetSharesReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setShares} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetSharesParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetShares(
  client: WriteClient,
  parameters: SimulateSetSharesParameters,
): Promise<SimulateSetSharesReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setShares} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetSharesParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetShares(parameters: PrepareSetSharesParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ revenue, key, shares }: PrepareSetSharesParameters) {
  return callOf(revenueOf(revenue), revenueSharesSet, [key, shares.map(encodeShare)]);
}
