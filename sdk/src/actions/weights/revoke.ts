import type { Address, Hash } from "viem";
import { weightsRevoke } from "../../abi/weights.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
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

export interface PrepareRevokeParameters {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  holder: Address;
  /** Units, placed or not. */
  units: bigint;
}

export interface RevokeParameters extends PrepareRevokeParameters, WriteOptions {}

export interface SimulateRevokeParameters extends RevokeParameters, ReadOptions {}

export type RevokeReturnType = Hash;

export type SimulateRevokeReturnType = Simulation<void>;

export type RevokeErrorType = WriteErrorType;

export type SimulateRevokeErrorType = WriteErrorType;

export type PrepareRevokeErrorType = PrepareErrorType;

/**
 * Takes units back. Only a source may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RevokeParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, revoke } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await revoke(client, { community, holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", units: 1n });
 */
export async function revoke(client: WriteClient, parameters: RevokeParameters): Promise<RevokeReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link revoke} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRevokeParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRevoke(
  client: WriteClient,
  parameters: SimulateRevokeParameters,
): Promise<SimulateRevokeReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link revoke} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRevokeParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRevoke(parameters: PrepareRevokeParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, holder, units }: PrepareRevokeParameters) {
  return callOf(targetOf(community, "weights"), weightsRevoke, [holder, units]);
}
