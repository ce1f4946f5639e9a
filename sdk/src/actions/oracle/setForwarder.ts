import type { Address, Hash } from "viem";
import { reportInboxSetForwarder } from "../../abi/reportInbox.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { inboxOf } from "../../core/oracle.ts";
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

export interface PrepareSetForwarderParameters {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
  /** A Chainlink forwarder. */
  forwarder: Address;
  /** Whether it may bring reports. */
  allowed: boolean;
}

export interface SetForwarderParameters extends PrepareSetForwarderParameters, WriteOptions {}

export interface SimulateSetForwarderParameters extends SetForwarderParameters, ReadOptions {}

export type SetForwarderReturnType = Hash;

export type SimulateSetForwarderReturnType = Simulation<void>;

export type SetForwarderErrorType = WriteErrorType;

export type SimulateSetForwarderErrorType = WriteErrorType;

export type PrepareSetForwarderErrorType = PrepareErrorType;

/**
 * Lets a Chainlink forwarder bring the reports of feeds that come by its door, or no longer. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetForwarderParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setForwarder } from "@perdure/sdk/oracle";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setForwarder(client, {
 *   inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   forwarder: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   allowed: true,
 * });
 */
export async function setForwarder(
  client: WriteClient,
  parameters: SetForwarderParameters,
): Promise<SetForwarderReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setForwarder} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetForwarderParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetForwarder(
  client: WriteClient,
  parameters: SimulateSetForwarderParameters,
): Promise<SimulateSetForwarderReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setForwarder} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetForwarderParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetForwarder(parameters: PrepareSetForwarderParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ inbox, forwarder, allowed }: PrepareSetForwarderParameters) {
  return callOf(inboxOf(inbox), reportInboxSetForwarder, [forwarder, allowed]);
}
