import type { Hash } from "viem";
import { contributorSourceSetBlend } from "../../abi/contributorSource.ts";
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

export interface PrepareSetBlendParameters {
  /** The source for contributors. */
  source: ModuleAt;
  /** How much weights by hand count, WAD. */
  hand: bigint;
  /** How much metrics count, WAD. */
  metric: bigint;
}

export interface SetBlendParameters extends PrepareSetBlendParameters, WriteOptions {}

export interface SimulateSetBlendParameters extends SetBlendParameters, ReadOptions {}

export type SetBlendReturnType = Hash;

export type SimulateSetBlendReturnType = Simulation<void>;

export type SetBlendErrorType = WriteErrorType;

export type SimulateSetBlendErrorType = WriteErrorType;

export type PrepareSetBlendErrorType = PrepareErrorType;

/**
 * Says how weights by hand and metrics are blended; both 0 is by hand alone. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetBlendParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setBlend } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setBlend(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   hand: 10n ** 18n,
 *   metric: 10n ** 18n,
 * });
 */
export async function setBlend(client: WriteClient, parameters: SetBlendParameters): Promise<SetBlendReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setBlend} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetBlendParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetBlend(
  client: WriteClient,
  parameters: SimulateSetBlendParameters,
): Promise<SimulateSetBlendReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setBlend} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetBlendParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetBlend(parameters: PrepareSetBlendParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, hand, metric }: PrepareSetBlendParameters) {
  return callOf(sourceOf(source), contributorSourceSetBlend, [hand, metric]);
}
