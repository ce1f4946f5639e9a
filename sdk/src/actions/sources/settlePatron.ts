import type { Address, Hash } from "viem";
import { patronSourceSettle } from "../../abi/patronSource.ts";
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

export interface PrepareSettlePatronParameters {
  /** The source of patronages. */
  source: ModuleAt;
  /** Whose donations they are. */
  patron: Address;
}

export interface SettlePatronParameters extends PrepareSettlePatronParameters, WriteOptions {}

export interface SimulateSettlePatronParameters extends SettlePatronParameters, ReadOptions {}

export type SettlePatronReturnType = Hash;

export type SimulateSettlePatronReturnType = Simulation<void>;

export type SettlePatronErrorType = WriteErrorType;

export type SimulateSettlePatronErrorType = WriteErrorType;

export type PrepareSettlePatronErrorType = PrepareErrorType;

/**
 * Makes a patron's lease what is known of its patronage. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SettlePatronParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { settlePatron } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await settlePatron(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   patron: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function settlePatron(
  client: WriteClient,
  parameters: SettlePatronParameters,
): Promise<SettlePatronReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link settlePatron} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSettlePatronParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSettlePatron(
  client: WriteClient,
  parameters: SimulateSettlePatronParameters,
): Promise<SimulateSettlePatronReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link settlePatron} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSettlePatronParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSettlePatron(parameters: PrepareSettlePatronParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, patron }: PrepareSettlePatronParameters) {
  return callOf(sourceOf(source), patronSourceSettle, [patron]);
}
