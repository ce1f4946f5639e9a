import type { Hash } from "viem";
import { constitutionLapse } from "../../abi/constitution.ts";
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

export interface PrepareLapseDocumentParameters {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election of documents; 0 elects the constitution. */
  election: bigint;
}

export interface LapseDocumentParameters extends PrepareLapseDocumentParameters, WriteOptions {}

export interface SimulateLapseDocumentParameters extends LapseDocumentParameters, ReadOptions {}

export type LapseDocumentReturnType = Hash;

export type SimulateLapseDocumentReturnType = Simulation<void>;

export type LapseDocumentErrorType = WriteErrorType;

export type SimulateLapseDocumentErrorType = WriteErrorType;

export type PrepareLapseDocumentErrorType = PrepareErrorType;

/**
 * Takes the seat of a document that has not been enacted within four delays; the one in force stays so. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link LapseDocumentParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { lapseDocument } from "@perdure/sdk/constitution";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await lapseDocument(client, { community, election: 0n });
 */
export async function lapseDocument(
  client: WriteClient,
  parameters: LapseDocumentParameters,
): Promise<LapseDocumentReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link lapseDocument} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateLapseDocumentParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateLapseDocument(
  client: WriteClient,
  parameters: SimulateLapseDocumentParameters,
): Promise<SimulateLapseDocumentReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link lapseDocument} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareLapseDocumentParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareLapseDocument(parameters: PrepareLapseDocumentParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election }: PrepareLapseDocumentParameters) {
  return callOf(targetOf(community, "constitution"), constitutionLapse, [election]);
}
