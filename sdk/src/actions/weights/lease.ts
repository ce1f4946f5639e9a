import type { Address, Hash } from "viem";
import { weightsLease } from "../../abi/weights.ts";
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

export interface PrepareLeaseParameters {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  holder: Address;
  /** Units, not fewer than are placed. */
  units: bigint;
  /** First cycle in which it no longer counts. */
  until: number;
}

export interface LeaseParameters extends PrepareLeaseParameters, WriteOptions {}

export interface SimulateLeaseParameters extends LeaseParameters, ReadOptions {}

export type LeaseReturnType = Hash;

export type SimulateLeaseReturnType = Simulation<void>;

export type LeaseErrorType = WriteErrorType;

export type SimulateLeaseErrorType = WriteErrorType;

export type PrepareLeaseErrorType = PrepareErrorType;

/**
 * Sets the lease of an account. Only the leasing source may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link LeaseParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, lease } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await lease(client, {
 *   community,
 *   holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   units: 1n,
 *   until: 1,
 * });
 */
export async function lease(client: WriteClient, parameters: LeaseParameters): Promise<LeaseReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link lease} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateLeaseParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateLease(
  client: WriteClient,
  parameters: SimulateLeaseParameters,
): Promise<SimulateLeaseReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link lease} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareLeaseParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareLease(parameters: PrepareLeaseParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, holder, units, until }: PrepareLeaseParameters) {
  return callOf(targetOf(community, "weights"), weightsLease, [holder, units, until]);
}
