import type { Address, Hash } from "viem";
import { patronSourceNameHighest } from "../../abi/patronSource.ts";
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

export interface PrepareNameHighestPatronParameters {
  /** The source of patronages. */
  source: ModuleAt;
  /** Whose donations they are. */
  patron: Address;
}

export interface NameHighestPatronParameters extends PrepareNameHighestPatronParameters, WriteOptions {}

export interface SimulateNameHighestPatronParameters extends NameHighestPatronParameters, ReadOptions {}

export type NameHighestPatronReturnType = Hash;

export type SimulateNameHighestPatronReturnType = Simulation<void>;

export type NameHighestPatronErrorType = WriteErrorType;

export type SimulateNameHighestPatronErrorType = WriteErrorType;

export type PrepareNameHighestPatronErrorType = PrepareErrorType;

/**
 * Names a patron with a larger lease than the highest named so far. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link NameHighestPatronParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { nameHighestPatron } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await nameHighestPatron(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   patron: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function nameHighestPatron(
  client: WriteClient,
  parameters: NameHighestPatronParameters,
): Promise<NameHighestPatronReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link nameHighestPatron} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateNameHighestPatronParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateNameHighestPatron(
  client: WriteClient,
  parameters: SimulateNameHighestPatronParameters,
): Promise<SimulateNameHighestPatronReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link nameHighestPatron} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareNameHighestPatronParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareNameHighestPatron(parameters: PrepareNameHighestPatronParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, patron }: PrepareNameHighestPatronParameters) {
  return callOf(sourceOf(source), patronSourceNameHighest, [patron]);
}
