import type { Address, Hash } from "viem";
import { electionsRefresh } from "../../abi/elections.ts";
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

export interface PrepareRefreshParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Whose ballot. */
  voter: Address;
}

export interface RefreshParameters extends PrepareRefreshParameters, WriteOptions {}

export interface SimulateRefreshParameters extends RefreshParameters, ReadOptions {}

export type RefreshReturnType = Hash;

export type SimulateRefreshReturnType = Simulation<void>;

export type RefreshErrorType = WriteErrorType;

export type SimulateRefreshErrorType = WriteErrorType;

export type PrepareRefreshErrorType = PrepareErrorType;

/**
 * Gives the leased parts of a ballot the end of the voter's renewed lease. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RefreshParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, refresh } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await refresh(client, { community, election: 1n, voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function refresh(client: WriteClient, parameters: RefreshParameters): Promise<RefreshReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link refresh} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRefreshParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRefresh(
  client: WriteClient,
  parameters: SimulateRefreshParameters,
): Promise<SimulateRefreshReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link refresh} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRefreshParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRefresh(parameters: PrepareRefreshParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, voter }: PrepareRefreshParameters) {
  return callOf(targetOf(community, "elections"), electionsRefresh, [election, voter]);
}
