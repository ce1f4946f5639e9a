import type { Address } from "viem";
import { forksForkProposedEvent } from "../../abi/forks.ts";
import type { ReadClient } from "../../core/client.ts";
import { type KernelParameters, decodeKernel } from "../../core/founding.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForForkParameters extends WaitOptions {}

export interface WaitForForkReturnType {
  fork: bigint;
  proposer: Address;
  isRenewal: boolean;
  parameters: KernelParameters;
}

export type WaitForForkErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for the proposal of a fork to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForForkParameters}
 * @returns The number of the fork, and what executeFork needs to be told again.
 *
 * @example
 * import { waitForFork } from "@perdure/sdk/forks";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { fork } = await waitForFork(client, { hash });
 */
export async function waitForFork(
  client: ReadClient,
  parameters: WaitForForkParameters,
): Promise<WaitForForkReturnType> {
  const { args } = await waitForEvent(client, forksForkProposedEvent, parameters);
  const { fork, proposer, isRenewal, parameters: proposed } = args;
  return { fork, proposer, isRenewal, parameters: decodeKernel(proposed) };
}
