import type { Hash, Hex } from "viem";
import { reportInboxSubmit } from "../../abi/reportInbox.ts";
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

export interface PrepareSubmitReportParameters {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
  /** What operators have signed. */
  report: Report;
  /** Of a quorum, in ascending order of the signers; see signReport. */
  signatures: readonly Hex[];
}

export interface SubmitReportParameters extends PrepareSubmitReportParameters, WriteOptions {}

export interface SimulateSubmitReportParameters extends SubmitReportParameters, ReadOptions {}

export type SubmitReportReturnType = Hash;

export type SimulateSubmitReportReturnType = Simulation<boolean>;

export type SubmitReportErrorType = WriteErrorType;

export type SimulateSubmitReportErrorType = WriteErrorType;

export type PrepareSubmitReportErrorType = PrepareErrorType;

/**
 * Sends a report to its consumer. One that has come in already has no effect. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SubmitReportParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { signReport, submitReport } from "@perdure/sdk/oracle";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const now = BigInt(Math.floor(Date.now() / 1000));
 * const feed = keccak256(toHex("attestations"));
 * const report = { feed, sequence: 1n, observedAt: now, expiresAt: now + 3600n, payload: "0x" } as const;
 * const inbox = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const { signature } = await signReport(client, { inbox, report });
 * const hash = await submitReport(client, {
 *   inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   report,
 *   signatures: [signature],
 * });
 */
export async function submitReport(
  client: WriteClient,
  parameters: SubmitReportParameters,
): Promise<SubmitReportReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link submitReport} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSubmitReportParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSubmitReport(
  client: WriteClient,
  parameters: SimulateSubmitReportParameters,
): Promise<SimulateSubmitReportReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link submitReport} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSubmitReportParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSubmitReport(parameters: PrepareSubmitReportParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ inbox, report, signatures }: PrepareSubmitReportParameters) {
  return callOf(inboxOf(inbox), reportInboxSubmit, [report, signatures]);
}
