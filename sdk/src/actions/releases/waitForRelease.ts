import { releasesReleasePublishedEvent } from "../../abi/releases.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForReleaseParameters extends WaitOptions {}

export interface WaitForReleaseReturnType {
  release: number;
  version: string;
}

export type WaitForReleaseErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for the publication of a release to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForReleaseParameters}
 * @returns The number of the release.
 *
 * @example
 * import { waitForRelease } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { release } = await waitForRelease(client, { hash });
 */
export async function waitForRelease(
  client: ReadClient,
  parameters: WaitForReleaseParameters,
): Promise<WaitForReleaseReturnType> {
  const { args } = await waitForEvent(client, releasesReleasePublishedEvent, parameters);
  return { release: args.release, version: args.version };
}
