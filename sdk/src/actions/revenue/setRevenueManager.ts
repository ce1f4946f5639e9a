import type { Address, Hash } from "viem";
import { revenueSharesSetManager } from "../../abi/revenueShares.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { revenueOf } from "../../core/revenue.ts";
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

export interface PrepareSetRevenueManagerParameters {
  /** The RevenueShares. */
  revenue: ModuleAt;
  /** Who sets shares, or no longer. */
  manager: Address;
  /** Whether it may. */
  allowed: boolean;
}

export interface SetRevenueManagerParameters extends PrepareSetRevenueManagerParameters, WriteOptions {}

export interface SimulateSetRevenueManagerParameters extends SetRevenueManagerParameters, ReadOptions {}

export type SetRevenueManagerReturnType = Hash;

export type SimulateSetRevenueManagerReturnType = Simulation<void>;

export type SetRevenueManagerErrorType = WriteErrorType;

export type SimulateSetRevenueManagerErrorType = WriteErrorType;

export type PrepareSetRevenueManagerErrorType = PrepareErrorType;

/**
 * Lets an account, such as the consumer of a feed, set shares, or no longer. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetRevenueManagerParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setRevenueManager } from "@perdure/sdk/revenue";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setRevenueManager(client, { revenue: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", manager: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", allowed: true });
 */
export async function setRevenueManager(
  client: WriteClient,
  parameters: SetRevenueManagerParameters,
): Promise<SetRevenueManagerReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setRevenueManager} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetRevenueManagerParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetRevenueManager(
  client: WriteClient,
  parameters: SimulateSetRevenueManagerParameters,
): Promise<SimulateSetRevenueManagerReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setRevenueManager} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetRevenueManagerParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetRevenueManager(parameters: PrepareSetRevenueManagerParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ revenue, manager, allowed }: PrepareSetRevenueManagerParameters) {
  return callOf(revenueOf(revenue), revenueSharesSetManager, [checkAddress("manager", manager), allowed]);
}
