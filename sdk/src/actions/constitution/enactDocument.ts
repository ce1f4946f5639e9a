import type { Hash, Hex } from "viem";
import { constitutionEnact } from "../../abi/constitution.ts";
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

export interface PrepareEnactDocumentParameters {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election of documents; 0 elects the constitution. */
  election: bigint;
  /** As encodeClauses makes them. */
  clauses: Hex;
}

export interface EnactDocumentParameters extends PrepareEnactDocumentParameters, WriteOptions {}

export interface SimulateEnactDocumentParameters extends EnactDocumentParameters, ReadOptions {}

export type EnactDocumentReturnType = Hash;

export type SimulateEnactDocumentReturnType = Simulation<void>;

export type EnactDocumentErrorType = WriteErrorType;

export type SimulateEnactDocumentErrorType = WriteErrorType;

export type PrepareEnactDocumentErrorType = PrepareErrorType;

/**
 * Has the document that holds the seat take effect, once its delay has passed: all of its clauses, or none. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link EnactDocumentParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { enactDocument, encodeClauses } from "@perdure/sdk/constitution";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const clauses = encodeClauses([
 *   {
 *     kind: "election",
 *     title: "Maintainer",
 *     elects: "office",
 *     method: "resource",
 *     seats: 1,
 *     nominationFill: 0n,
 *     stabilizationFill: 10n ** 17n,
 *   },
 * ]);
 * const hash = await enactDocument(client, { community, election: 0n, clauses });
 */
export async function enactDocument(
  client: WriteClient,
  parameters: EnactDocumentParameters,
): Promise<EnactDocumentReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link enactDocument} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateEnactDocumentParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateEnactDocument(
  client: WriteClient,
  parameters: SimulateEnactDocumentParameters,
): Promise<SimulateEnactDocumentReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link enactDocument} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareEnactDocumentParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareEnactDocument(parameters: PrepareEnactDocumentParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, clauses }: PrepareEnactDocumentParameters) {
  return callOf(targetOf(community, "constitution"), constitutionEnact, [election, clauses]);
}
