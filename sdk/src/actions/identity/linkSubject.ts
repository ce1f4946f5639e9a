import type { Hash, Hex } from "viem";
import { identityRegistryLink } from "../../abi/identityRegistry.ts";
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

export interface PrepareLinkSubjectParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which provider: the hash of its name, such as "discourse:forum.example.org". */
  provider: Hex;
  /** Whom the provider knows: the hash of its own stable id of a user, as text. */
  subject: Hex;
  /** The sender's own address, or what somebody signed with signLink. */
  by: By;
}

export interface LinkSubjectParameters extends PrepareLinkSubjectParameters, WriteOptions {}

export interface SimulateLinkSubjectParameters extends LinkSubjectParameters, ReadOptions {}

export type LinkSubjectReturnType = Hash;

export type SimulateLinkSubjectReturnType = Simulation<void>;

export type LinkSubjectErrorType = WriteErrorType;

export type SimulateLinkSubjectErrorType = WriteErrorType;

export type PrepareLinkSubjectErrorType = PrepareErrorType;

/**
 * Says that a subject is one's own, and links the two if it is attested.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link LinkSubjectParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { linkSubject } from "@perdure/sdk/identity";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await linkSubject(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   provider: keccak256(toHex("discourse:forum.example.org")),
 *   subject: keccak256(toHex("17")),
 *   by: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function linkSubject(
  client: WriteClient,
  parameters: LinkSubjectParameters,
): Promise<LinkSubjectReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link linkSubject} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateLinkSubjectParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateLinkSubject(
  client: WriteClient,
  parameters: SimulateLinkSubjectParameters,
): Promise<SimulateLinkSubjectReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link linkSubject} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareLinkSubjectParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareLinkSubject(parameters: PrepareLinkSubjectParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, provider, subject, by }: PrepareLinkSubjectParameters) {
  return callOf(identitiesOf(identities), identityRegistryLink, [provider, subject, authorizationOf("by", by)]);
}
