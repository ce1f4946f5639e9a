import { constitutionDocumentEnactedEvent } from "../../abi/constitution.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForEnactmentParameters extends WaitOptions {}

export interface WaitForEnactmentReturnType {
  election: bigint;
  candidacy: number;
  former: number;
  created: readonly bigint[];
}

export type WaitForEnactmentErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for an enactment to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForEnactmentParameters}
 * @returns The document, the one it replaced (0 = none), and by clause the election that it made or carried over (0 for other clauses).
 *
 * @example
 * import { waitForEnactment } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { created } = await waitForEnactment(client, { hash });
 */
export async function waitForEnactment(
  client: ReadClient,
  parameters: WaitForEnactmentParameters,
): Promise<WaitForEnactmentReturnType> {
  const { args } = await waitForEvent(client, constitutionDocumentEnactedEvent, parameters);
  const { election, candidacy, former, created } = args;
  return { election, candidacy, former, created };
}
