import type { Hash } from "viem";
import { officesAct } from "../../abi/offices.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type Confirmation, type OfficeAction, encodeAction } from "../../core/offices.ts";
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

export interface PrepareActParameters {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** What the office does, from callAction, paymentAction or brakeAction. */
  action: OfficeAction;
  /** What other officers have signed with signAction. */
  others?: readonly Confirmation[] | undefined;
}

export interface ActParameters extends PrepareActParameters, WriteOptions {}

export interface SimulateActParameters extends ActParameters, ReadOptions {}

export type ActReturnType = Hash;

export type SimulateActReturnType = Simulation<boolean>;

export type ActErrorType = WriteErrorType;

export type SimulateActErrorType = WriteErrorType;

export type PrepareActErrorType = PrepareErrorType;

/**
 * Confirms an action as the account that sends it, and as all who have signed it; takes it at once if they are enough and nothing
 * has to be waited for. Anyone can send what officers have signed.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ActParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { act, paymentAction } from "@perdure/sdk/constitution";
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
 * const hash = await act(client, { community, action });
 */
export async function act(client: WriteClient, parameters: ActParameters): Promise<ActReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link act} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateActParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateAct(
  client: WriteClient,
  parameters: SimulateActParameters,
): Promise<SimulateActReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link act} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareActParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareAct(parameters: PrepareActParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, action, others }: PrepareActParameters) {
  return callOf(targetOf(community, "offices"), officesAct, [encodeAction(action), others ?? []]);
}
