import type { Hash } from "viem";
import { constitutionRetireOrphan } from "../../abi/constitution.ts";
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

export interface PrepareRetireOrphanParameters {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
}

export interface RetireOrphanParameters extends PrepareRetireOrphanParameters, WriteOptions {}

export interface SimulateRetireOrphanParameters extends RetireOrphanParameters, ReadOptions {}

export type RetireOrphanReturnType = Hash;

export type SimulateRetireOrphanReturnType = Simulation<void>;

export type RetireOrphanErrorType = WriteErrorType;

export type SimulateRetireOrphanErrorType = WriteErrorType;

export type PrepareRetireOrphanErrorType = PrepareErrorType;

/**
 * Ends an election whose document is no longer in force because one above it has gone. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RetireOrphanParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { retireOrphan } from "@perdure/sdk/constitution";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await retireOrphan(client, { community, election: 1n });
 */
export async function retireOrphan(
  client: WriteClient,
  parameters: RetireOrphanParameters,
): Promise<RetireOrphanReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link retireOrphan} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRetireOrphanParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRetireOrphan(
  client: WriteClient,
  parameters: SimulateRetireOrphanParameters,
): Promise<SimulateRetireOrphanReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link retireOrphan} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRetireOrphanParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRetireOrphan(parameters: PrepareRetireOrphanParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election }: PrepareRetireOrphanParameters) {
  return callOf(targetOf(community, "constitution"), constitutionRetireOrphan, [election]);
}
