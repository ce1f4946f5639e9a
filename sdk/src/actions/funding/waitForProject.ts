import type { Address } from "viem";
import { fundingPoolProjectRegisteredEvent } from "../../abi/fundingPool.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForProjectParameters extends WaitOptions {}

export interface WaitForProjectReturnType {
  project: number;
  recipient: Address;
}

export type WaitForProjectErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for the registration of a project to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForProjectParameters}
 * @returns The number of the project.
 *
 * @example
 * import { waitForProject } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { project } = await waitForProject(client, { hash });
 */
export async function waitForProject(
  client: ReadClient,
  parameters: WaitForProjectParameters,
): Promise<WaitForProjectReturnType> {
  const { args } = await waitForEvent(client, fundingPoolProjectRegisteredEvent, parameters);
  return { project: args.project, recipient: args.recipient };
}
