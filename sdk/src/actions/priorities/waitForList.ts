import { prioritiesListMadeEvent } from "../../abi/priorities.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForListParameters extends WaitOptions {}

export interface WaitForListReturnType {
  list: number;
  name: string;
}

export type WaitForListErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for the making of a list to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForListParameters}
 * @returns The number of the list.
 *
 * @example
 * import { waitForList } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { list } = await waitForList(client, { hash });
 */
export async function waitForList(
  client: ReadClient,
  parameters: WaitForListParameters,
): Promise<WaitForListReturnType> {
  const { args } = await waitForEvent(client, prioritiesListMadeEvent, parameters);
  return { list: args.list, name: args.name };
}
