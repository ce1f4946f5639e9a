import type { Hash } from "viem";
import { electionsAmend } from "../../abi/elections.ts";
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

export interface PrepareAmendElectionParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** How it is held from now on. Kind and method stay as they are. */
  parameters: ElectionParametersInput;
}

export interface AmendElectionParameters extends PrepareAmendElectionParameters, WriteOptions {}

export interface SimulateAmendElectionParameters extends AmendElectionParameters, ReadOptions {}

export type AmendElectionReturnType = Hash;

export type SimulateAmendElectionReturnType = Simulation<void>;

export type AmendElectionErrorType = WriteErrorType;

export type SimulateAmendElectionErrorType = WriteErrorType;

export type PrepareAmendElectionErrorType = PrepareErrorType;

/**
 * Carries an election over, ballots and all, to another document: fewer seats at once, new fills from the next cycle on. Only the
 * treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link AmendElectionParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { amendElection, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await amendElection(client, { community, election: 1n, parameters: { kind: "office", method: "resource", seats: 3, nominationFill: 0n, stabilizationFill: 10n ** 17n } });
 */
export async function amendElection(
  client: WriteClient,
  parameters: AmendElectionParameters,
): Promise<AmendElectionReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link amendElection} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateAmendElectionParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateAmendElection(
  client: WriteClient,
  parameters: SimulateAmendElectionParameters,
): Promise<SimulateAmendElectionReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link amendElection} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareAmendElectionParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareAmendElection(parameters: PrepareAmendElectionParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, parameters }: PrepareAmendElectionParameters) {
  return callOf(targetOf(community, "elections"), electionsAmend, [election, encodeElection(parameters)]);
}
