import type { Address } from "viem";
import { prioritiesItemOpenedEvent } from "../../abi/priorities.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForItemParameters extends WaitOptions {}

export interface WaitForItemReturnType {
  item: bigint;
  list: number;
  owner: Address;
}

export type WaitForItemErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for the opening of an item to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForItemParameters}
 * @returns The number of the item.
 *
 * @example
 * import { waitForItem } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { item } = await waitForItem(client, { hash });
 */
export async function waitForItem(
  client: ReadClient,
  parameters: WaitForItemParameters,
): Promise<WaitForItemReturnType> {
  const { args } = await waitForEvent(client, prioritiesItemOpenedEvent, parameters);
  return { item: args.item, list: args.list, owner: args.owner };
}
