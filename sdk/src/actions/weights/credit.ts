import type { Address, Hash } from "viem";
import { weightsCredit } from "../../abi/weights.ts";
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

export interface PrepareCreditParameters {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  holder: Address;
  /** What was paid, 9 decimals of the reference currency. */
  value: bigint;
}

export interface CreditParameters extends PrepareCreditParameters, WriteOptions {}

export interface SimulateCreditParameters extends CreditParameters, ReadOptions {}

export type CreditReturnType = Hash;

export type SimulateCreditReturnType = Simulation<bigint>;

export type CreditErrorType = WriteErrorType;

export type SimulateCreditErrorType = WriteErrorType;

export type PrepareCreditErrorType = PrepareErrorType;

/**
 * Gives an account the units of a payment. Only a source may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CreditParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { credit, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await credit(client, { community, holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", value: 1n });
 */
export async function credit(client: WriteClient, parameters: CreditParameters): Promise<CreditReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link credit} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCreditParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCredit(
  client: WriteClient,
  parameters: SimulateCreditParameters,
): Promise<SimulateCreditReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link credit} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCreditParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCredit(parameters: PrepareCreditParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, holder, value }: PrepareCreditParameters) {
  return callOf(targetOf(community, "weights"), weightsCredit, [value, holder]);
}
