import { commitmentsOptionAddedEvent } from "../../abi/commitments.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForOptionParameters extends WaitOptions {}

export interface WaitForOptionReturnType {
  commitment: bigint;
  option: number;
}

export type WaitForOptionErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for the adding of an option to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForOptionParameters}
 * @returns The number of the option.
 *
 * @example
 * import { waitForOption } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { option } = await waitForOption(client, { hash });
 */
export async function waitForOption(
  client: ReadClient,
  parameters: WaitForOptionParameters,
): Promise<WaitForOptionReturnType> {
  const { args } = await waitForEvent(client, commitmentsOptionAddedEvent, parameters);
  return { commitment: args.commitment, option: args.option };
}
