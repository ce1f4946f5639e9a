import type { Address } from "viem";
import { electionsNominatedEvent } from "../../abi/elections.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForNominationParameters extends WaitOptions {}

export interface WaitForNominationReturnType {
  election: bigint;
  candidacy: number;
  owner: Address;
}

export type WaitForNominationErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for a nomination to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForNominationParameters}
 * @returns The number of the new candidacy, and who owns it.
 *
 * @example
 * import { waitForNomination } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { candidacy } = await waitForNomination(client, { hash });
 */
export async function waitForNomination(
  client: ReadClient,
  parameters: WaitForNominationParameters,
): Promise<WaitForNominationReturnType> {
  const { args } = await waitForEvent(client, electionsNominatedEvent, parameters);
  return { election: args.election, candidacy: args.candidacy, owner: args.owner };
}
