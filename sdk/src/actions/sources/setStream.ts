import type { Address, Hash } from "viem";
import { patronSourceSetStream } from "../../abi/patronSource.ts";
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

export interface PrepareSetStreamParameters {
  /** The source of patronages. */
  source: ModuleAt;
  /** An ERC-20 that donations are taken in. */
  asset: Address;
  /** Of it, for one donation; 0 = no longer. */
  most: bigint;
  /** Value that is committed for the next donation; 0 = this is all. */
  committed: bigint;
}

export interface SetStreamParameters extends PrepareSetStreamParameters, WriteOptions {}

export interface SimulateSetStreamParameters extends SetStreamParameters, ReadOptions {}

export type SetStreamReturnType = Hash;

export type SimulateSetStreamReturnType = Simulation<void>;

export type SetStreamErrorType = WriteErrorType;

export type SimulateSetStreamErrorType = WriteErrorType;

export type PrepareSetStreamErrorType = PrepareErrorType;

/**
 * Lets anyone collect what the sender commits, once for each period, with an allowance of the token to the source.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetStreamParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setStream } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setStream(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   asset: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   most: 10n ** 18n,
 *   committed: 1_000_000_000n,
 * });
 */
export async function setStream(client: WriteClient, parameters: SetStreamParameters): Promise<SetStreamReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setStream} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetStreamParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetStream(
  client: WriteClient,
  parameters: SimulateSetStreamParameters,
): Promise<SimulateSetStreamReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setStream} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetStreamParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetStream(parameters: PrepareSetStreamParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, asset, most, committed }: PrepareSetStreamParameters) {
  return callOf(sourceOf(source), patronSourceSetStream, [asset, most, committed]);
}
