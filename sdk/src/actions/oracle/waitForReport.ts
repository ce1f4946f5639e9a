import type { Hex } from "viem";
import { reportInboxReportAcceptedEvent } from "../../abi/reportInbox.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForReportParameters extends WaitOptions {}

export interface WaitForReportReturnType {
  feed: Hex;
  sequence: bigint;
  digest: Hex;
  delivered: boolean;
}

export type WaitForReportErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for a report to come in.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForReportParameters}
 * @returns Which one it was, and whether its consumer took it; if not, anyone may redeliver it.
 *
 * @example
 * import { waitForReport } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { delivered } = await waitForReport(client, { hash });
 */
export async function waitForReport(
  client: ReadClient,
  parameters: WaitForReportParameters,
): Promise<WaitForReportReturnType> {
  const { args } = await waitForEvent(client, reportInboxReportAcceptedEvent, parameters);
  const { feed, sequence, digest, delivered } = args;
  return { feed, sequence, digest, delivered };
}
