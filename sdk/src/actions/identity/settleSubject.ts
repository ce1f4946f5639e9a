import type { Hash, Hex } from "viem";
import { identityRegistrySettle } from "../../abi/identityRegistry.ts";
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

export interface PrepareSettleSubjectParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which provider: the hash of its name, such as "discourse:forum.example.org". */
  provider: Hex;
  /** Whom the provider knows: the hash of its own stable id of a user, as text. */
  subject: Hex;
}

export interface SettleSubjectParameters extends PrepareSettleSubjectParameters, WriteOptions {}

export interface SimulateSettleSubjectParameters extends SettleSubjectParameters, ReadOptions {}

export type SettleSubjectReturnType = Hash;

export type SimulateSettleSubjectReturnType = Simulation<void>;

export type SettleSubjectErrorType = WriteErrorType;

export type SimulateSettleSubjectErrorType = WriteErrorType;

export type PrepareSettleSubjectErrorType = PrepareErrorType;

/**
 * Links a subject to the account that it is attested to, and that has signed it, once nothing is in the way. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SettleSubjectParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { settleSubject } from "@perdure/sdk/identity";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await settleSubject(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   provider: keccak256(toHex("discourse:forum.example.org")),
 *   subject: keccak256(toHex("17")),
 * });
 */
export async function settleSubject(
  client: WriteClient,
  parameters: SettleSubjectParameters,
): Promise<SettleSubjectReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link settleSubject} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSettleSubjectParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSettleSubject(
  client: WriteClient,
  parameters: SimulateSettleSubjectParameters,
): Promise<SimulateSettleSubjectReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link settleSubject} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSettleSubjectParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSettleSubject(parameters: PrepareSettleSubjectParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, provider, subject }: PrepareSettleSubjectParameters) {
  return callOf(identitiesOf(identities), identityRegistrySettle, [provider, subject]);
}
