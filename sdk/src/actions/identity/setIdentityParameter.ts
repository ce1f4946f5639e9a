import { type Hash, stringToHex } from "viem";
import { identityRegistrySetParameter } from "../../abi/identityRegistry.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type IdentityParameter, identitiesOf } from "../../core/identities.ts";
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

export interface PrepareSetIdentityParameterParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which one. */
  name: IdentityParameter;
  /** A provider's hash as a number, or a quality from 1 to 3. */
  value: bigint;
}

export interface SetIdentityParameterParameters extends PrepareSetIdentityParameterParameters, WriteOptions {}

export interface SimulateSetIdentityParameterParameters extends SetIdentityParameterParameters, ReadOptions {}

export type SetIdentityParameterReturnType = Hash;

export type SimulateSetIdentityParameterReturnType = Simulation<void>;

export type SetIdentityParameterErrorType = WriteErrorType;

export type SimulateSetIdentityParameterErrorType = WriteErrorType;

export type PrepareSetIdentityParameterErrorType = PrepareErrorType;

/**
 * Changes by whose subjects people are known, or the least quality of a link. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetIdentityParameterParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setIdentityParameter } from "@perdure/sdk/identity";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setIdentityParameter(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   name: "quality",
 *   value: 2n,
 * });
 */
export async function setIdentityParameter(
  client: WriteClient,
  parameters: SetIdentityParameterParameters,
): Promise<SetIdentityParameterReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setIdentityParameter} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetIdentityParameterParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetIdentityParameter(
  client: WriteClient,
  parameters: SimulateSetIdentityParameterParameters,
): Promise<SimulateSetIdentityParameterReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setIdentityParameter} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetIdentityParameterParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetIdentityParameter(parameters: PrepareSetIdentityParameterParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, name, value }: PrepareSetIdentityParameterParameters) {
  return callOf(identitiesOf(identities), identityRegistrySetParameter, [stringToHex(name, { size: 32 }), value]);
}
