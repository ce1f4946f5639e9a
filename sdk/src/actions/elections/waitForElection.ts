import { electionsElectionCreatedEvent } from "../../abi/elections.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForElectionParameters extends WaitOptions {}

export interface WaitForElectionReturnType {
  election: bigint;
}

export type WaitForElectionErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for the creation of an election to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForElectionParameters}
 * @returns The number of the new election.
 *
 * @example
 * import { waitForElection } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { election } = await waitForElection(client, { hash });
 */
export async function waitForElection(
  client: ReadClient,
  parameters: WaitForElectionParameters,
): Promise<WaitForElectionReturnType> {
  const { args } = await waitForEvent(client, electionsElectionCreatedEvent, parameters);
  return { election: args.election };
}
