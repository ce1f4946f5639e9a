import type { Hash } from "viem";
import { reportInboxRedeliver } from "../../abi/reportInbox.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type Report, inboxOf } from "../../core/oracle.ts";
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

export interface PrepareRedeliverReportParameters {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
  /** What operators have signed. */
  report: Report;
}

export interface RedeliverReportParameters extends PrepareRedeliverReportParameters, WriteOptions {}

export interface SimulateRedeliverReportParameters extends RedeliverReportParameters, ReadOptions {}

export type RedeliverReportReturnType = Hash;

export type SimulateRedeliverReportReturnType = Simulation<void>;

export type RedeliverReportErrorType = WriteErrorType;

export type SimulateRedeliverReportErrorType = WriteErrorType;

export type PrepareRedeliverReportErrorType = PrepareErrorType;

/**
 * Hands a report that its consumer refused to it again. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RedeliverReportParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { redeliverReport } from "@perdure/sdk/oracle";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const now = BigInt(Math.floor(Date.now() / 1000));
 * const feed = keccak256(toHex("attestations"));
 * const report = { feed, sequence: 1n, observedAt: now, expiresAt: now + 3600n, payload: "0x" } as const;
 * const hash = await redeliverReport(client, { inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", report });
 */
export async function redeliverReport(
  client: WriteClient,
  parameters: RedeliverReportParameters,
): Promise<RedeliverReportReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link redeliverReport} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRedeliverReportParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRedeliverReport(
  client: WriteClient,
  parameters: SimulateRedeliverReportParameters,
): Promise<SimulateRedeliverReportReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link redeliverReport} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRedeliverReportParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRedeliverReport(parameters: PrepareRedeliverReportParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ inbox, report }: PrepareRedeliverReportParameters) {
  return callOf(inboxOf(inbox), reportInboxRedeliver, [report]);
}
