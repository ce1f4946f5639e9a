import type { Address, Hash } from "viem";
import { reportInboxRotate } from "../../abi/reportInbox.ts";
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

export interface PrepareRotateSignersParameters {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
  /** 1 to 31 operators, ascending. */
  signers: readonly Address[];
  /** How many of them make a report: more than half. */
  quorum: number;
}

export interface RotateSignersParameters extends PrepareRotateSignersParameters, WriteOptions {}

export interface SimulateRotateSignersParameters extends RotateSignersParameters, ReadOptions {}

export type RotateSignersReturnType = Hash;

export type SimulateRotateSignersReturnType = Simulation<void>;

export type RotateSignersErrorType = WriteErrorType;

export type SimulateRotateSignersErrorType = WriteErrorType;

export type PrepareRotateSignersErrorType = PrepareErrorType;

/**
 * Replaces the operators; the former ones are good for one cycle more. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RotateSignersParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { rotateSigners } from "@perdure/sdk/oracle";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await rotateSigners(client, {
 *   inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   signers: ["0x70997970C51812dc3A010C7d01b50e0d17dc79C8"],
 *   quorum: 1,
 * });
 */
export async function rotateSigners(
  client: WriteClient,
  parameters: RotateSignersParameters,
): Promise<RotateSignersReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link rotateSigners} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRotateSignersParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRotateSigners(
  client: WriteClient,
  parameters: SimulateRotateSignersParameters,
): Promise<SimulateRotateSignersReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link rotateSigners} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRotateSignersParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRotateSigners(parameters: PrepareRotateSignersParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ inbox, signers, quorum }: PrepareRotateSignersParameters) {
  return callOf(inboxOf(inbox), reportInboxRotate, [signers, quorum]);
}
