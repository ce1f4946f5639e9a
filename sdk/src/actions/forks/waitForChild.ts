import type { Address } from "viem";
import { forksForkExecutedEvent } from "../../abi/forks.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForChildParameters extends WaitOptions {}

export interface WaitForChildReturnType {
  fork: bigint;
  child: Address;
  isSuccessor: boolean;
}

export type WaitForChildErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for the execution of a fork to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForChildParameters}
 * @returns The kernel of the child, and whether the parent's name and treasury went over to it.
 *
 * @example
 * import { waitForChild } from "@perdure/sdk/forks";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { child } = await waitForChild(client, { hash });
 */
export async function waitForChild(
  client: ReadClient,
  parameters: WaitForChildParameters,
): Promise<WaitForChildReturnType> {
  const { args } = await waitForEvent(client, forksForkExecutedEvent, parameters);
  const { fork, child, isSuccessor } = args;
  return { fork, child, isSuccessor };
}
