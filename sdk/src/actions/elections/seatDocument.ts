import type { Address, Hash } from "viem";
import { electionsSeat } from "../../abi/elections.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, checkAddress, targetOf } from "../../core/community.ts";
import type { FoundingDocument } from "../../core/founding.ts";
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

export interface PrepareSeatDocumentParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Who owns its candidacy. */
  owner: Address;
  /** The document. */
  document: FoundingDocument;
}

export interface SeatDocumentParameters extends PrepareSeatDocumentParameters, WriteOptions {}

export interface SimulateSeatDocumentParameters extends SeatDocumentParameters, ReadOptions {}

export type SeatDocumentReturnType = Hash;

export type SimulateSeatDocumentReturnType = Simulation<void>;

export type SeatDocumentErrorType = WriteErrorType;

export type SimulateSeatDocumentErrorType = WriteErrorType;

export type PrepareSeatDocumentErrorType = PrepareErrorType;

/**
 * Seats a founding document in the root election. Only the kernel may, while it founds.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SeatDocumentParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, seatDocument } from "@perdure/sdk/actions";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await seatDocument(client, { community, owner: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", document: { content: keccak256(toHex("Our constitution")), uri: "ipfs://constitution", clauses: "0x" } });
 */
export async function seatDocument(
  client: WriteClient,
  parameters: SeatDocumentParameters,
): Promise<SeatDocumentReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link seatDocument} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSeatDocumentParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSeatDocument(
  client: WriteClient,
  parameters: SimulateSeatDocumentParameters,
): Promise<SimulateSeatDocumentReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link seatDocument} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSeatDocumentParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSeatDocument(parameters: PrepareSeatDocumentParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, owner, document }: PrepareSeatDocumentParameters) {
  return callOf(targetOf(community, "elections"), electionsSeat, [
    checkAddress("owner", owner),
    document.content,
    document.uri,
    document.clauses,
  ]);
}
