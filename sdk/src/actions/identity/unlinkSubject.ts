import type { Hash, Hex } from "viem";
import { identityRegistryUnlink } from "../../abi/identityRegistry.ts";
import { type By, authorizationOf } from "../../core/authorization.ts";
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

export interface PrepareUnlinkSubjectParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which provider: the hash of its name, such as "discourse:forum.example.org". */
  provider: Hex;
  /** The sender's own address, or what somebody signed with signUnlink. */
  by: By;
}

export interface UnlinkSubjectParameters extends PrepareUnlinkSubjectParameters, WriteOptions {}

export interface SimulateUnlinkSubjectParameters extends UnlinkSubjectParameters, ReadOptions {}

export type UnlinkSubjectReturnType = Hash;

export type SimulateUnlinkSubjectReturnType = Simulation<void>;

export type UnlinkSubjectErrorType = WriteErrorType;

export type SimulateUnlinkSubjectErrorType = WriteErrorType;

export type PrepareUnlinkSubjectErrorType = PrepareErrorType;

/**
 * Takes back what was said of one's subject with a provider.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link UnlinkSubjectParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { unlinkSubject } from "@perdure/sdk/identity";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await unlinkSubject(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   provider: keccak256(toHex("discourse:forum.example.org")),
 *   by: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function unlinkSubject(
  client: WriteClient,
  parameters: UnlinkSubjectParameters,
): Promise<UnlinkSubjectReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link unlinkSubject} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateUnlinkSubjectParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateUnlinkSubject(
  client: WriteClient,
  parameters: SimulateUnlinkSubjectParameters,
): Promise<SimulateUnlinkSubjectReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link unlinkSubject} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareUnlinkSubjectParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareUnlinkSubject(parameters: PrepareUnlinkSubjectParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, provider, by }: PrepareUnlinkSubjectParameters) {
  return callOf(identitiesOf(identities), identityRegistryUnlink, [provider, authorizationOf("by", by)]);
}
