import type { Hash } from "viem";
import { officesExecute } from "../../abi/offices.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type OfficeAction, encodeAction } from "../../core/offices.ts";
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

export interface PrepareExecuteActionParameters {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** What the office does, from callAction, paymentAction or brakeAction. */
  action: OfficeAction;
}

export interface ExecuteActionParameters extends PrepareExecuteActionParameters, WriteOptions {}

export interface SimulateExecuteActionParameters extends ExecuteActionParameters, ReadOptions {}

export type ExecuteActionReturnType = Hash;

export type SimulateExecuteActionReturnType = Simulation<void>;

export type ExecuteActionErrorType = WriteErrorType;

export type SimulateExecuteActionErrorType = WriteErrorType;

export type PrepareExecuteActionErrorType = PrepareErrorType;

/**
 * Takes an action whose delay has passed. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ExecuteActionParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { executeAction, paymentAction } from "@perdure/sdk/constitution";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const to = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
 * const action = paymentAction({ office: 1n, to, amount: 10n ** 18n, deadline });
 * const hash = await executeAction(client, { community, action });
 */
export async function executeAction(
  client: WriteClient,
  parameters: ExecuteActionParameters,
): Promise<ExecuteActionReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link executeAction} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateExecuteActionParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateExecuteAction(
  client: WriteClient,
  parameters: SimulateExecuteActionParameters,
): Promise<SimulateExecuteActionReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link executeAction} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareExecuteActionParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareExecuteAction(parameters: PrepareExecuteActionParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, action }: PrepareExecuteActionParameters) {
  return callOf(targetOf(community, "offices"), officesExecute, [encodeAction(action)]);
}
