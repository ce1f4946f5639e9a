import type { Hash } from "viem";
import { electionsRetire } from "../../abi/elections.ts";
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

export interface PrepareRetireElectionParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
}

export interface RetireElectionParameters extends PrepareRetireElectionParameters, WriteOptions {}

export interface SimulateRetireElectionParameters extends RetireElectionParameters, ReadOptions {}

export type RetireElectionReturnType = Hash;

export type SimulateRetireElectionReturnType = Simulation<void>;

export type RetireElectionErrorType = WriteErrorType;

export type SimulateRetireElectionErrorType = WriteErrorType;

export type PrepareRetireElectionErrorType = PrepareErrorType;

/**
 * Ends an election: nothing can be placed in it any more, everything can be withdrawn. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RetireElectionParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, retireElection } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await retireElection(client, { community, election: 1n });
 */
export async function retireElection(
  client: WriteClient,
  parameters: RetireElectionParameters,
): Promise<RetireElectionReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link retireElection} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRetireElectionParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRetireElection(
  client: WriteClient,
  parameters: SimulateRetireElectionParameters,
): Promise<SimulateRetireElectionReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link retireElection} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRetireElectionParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRetireElection(parameters: PrepareRetireElectionParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election }: PrepareRetireElectionParameters) {
  return callOf(targetOf(community, "elections"), electionsRetire, [election]);
}
