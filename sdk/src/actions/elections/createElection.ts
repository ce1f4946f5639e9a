import type { Hash } from "viem";
import { electionsCreate } from "../../abi/elections.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type ElectionParametersInput, encodeElection } from "../../core/election.ts";
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

export interface PrepareCreateElectionParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** How it is held. */
  parameters: ElectionParametersInput;
}

export interface CreateElectionParameters extends PrepareCreateElectionParameters, WriteOptions {}

export interface SimulateCreateElectionParameters extends CreateElectionParameters, ReadOptions {}

export type CreateElectionReturnType = Hash;

export type SimulateCreateElectionReturnType = Simulation<bigint>;

export type CreateElectionErrorType = WriteErrorType;

export type SimulateCreateElectionErrorType = WriteErrorType;

export type PrepareCreateElectionErrorType = PrepareErrorType;

/**
 * Creates an election. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CreateElectionParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { createElection, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await createElection(client, {
 *   community,
 *   parameters: { kind: "office", method: "resource", seats: 1, nominationFill: 0n, stabilizationFill: 10n ** 17n },
 * });
 */
export async function createElection(
  client: WriteClient,
  parameters: CreateElectionParameters,
): Promise<CreateElectionReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link createElection} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCreateElectionParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCreateElection(
  client: WriteClient,
  parameters: SimulateCreateElectionParameters,
): Promise<SimulateCreateElectionReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link createElection} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCreateElectionParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCreateElection(parameters: PrepareCreateElectionParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, parameters }: PrepareCreateElectionParameters) {
  return callOf(targetOf(community, "elections"), electionsCreate, [encodeElection(parameters)]);
}
