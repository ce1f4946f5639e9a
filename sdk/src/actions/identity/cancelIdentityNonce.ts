import type { Hash } from "viem";
import { identityRegistryCancelNonce } from "../../abi/identityRegistry.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
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

export interface PrepareCancelIdentityNonceParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Of what was signed. */
  signatureNonce: bigint;
}

export interface CancelIdentityNonceParameters extends PrepareCancelIdentityNonceParameters, WriteOptions {}

export interface SimulateCancelIdentityNonceParameters extends CancelIdentityNonceParameters, ReadOptions {}

export type CancelIdentityNonceReturnType = Hash;

export type SimulateCancelIdentityNonceReturnType = Simulation<void>;

export type CancelIdentityNonceErrorType = WriteErrorType;

export type SimulateCancelIdentityNonceErrorType = WriteErrorType;

export type PrepareCancelIdentityNonceErrorType = PrepareErrorType;

/**
 * Makes one of the sender's nonces unusable, and with it whatever was signed with it.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CancelIdentityNonceParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { cancelIdentityNonce } from "@perdure/sdk/identity";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await cancelIdentityNonce(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   signatureNonce: 1n,
 * });
 */
export async function cancelIdentityNonce(
  client: WriteClient,
  parameters: CancelIdentityNonceParameters,
): Promise<CancelIdentityNonceReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link cancelIdentityNonce} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCancelIdentityNonceParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCancelIdentityNonce(
  client: WriteClient,
  parameters: SimulateCancelIdentityNonceParameters,
): Promise<SimulateCancelIdentityNonceReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link cancelIdentityNonce} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCancelIdentityNonceParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCancelIdentityNonce(parameters: PrepareCancelIdentityNonceParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, signatureNonce }: PrepareCancelIdentityNonceParameters) {
  return callOf(identitiesOf(identities), identityRegistryCancelNonce, [signatureNonce]);
}
