import { communityFactoryCommunityCreatedEvent } from "../../abi/communityFactory.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";
import type { Community } from "../../core/community.ts";
import { getCommunity } from "./getCommunity.ts";

export interface WaitForCommunityParameters extends WaitOptions {}

export type WaitForCommunityReturnType = Community;

export type WaitForCommunityErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for the founding of a community to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForCommunityParameters}
 * @returns {@link Community}
 *
 * @example
 * import { waitForCommunity } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const community = await waitForCommunity(client, { hash });
 */
export async function waitForCommunity(
  client: ReadClient,
  parameters: WaitForCommunityParameters,
): Promise<WaitForCommunityReturnType> {
  const { args } = await waitForEvent(client, communityFactoryCommunityCreatedEvent, parameters);
  return getCommunity(client, { kernel: args.kernel });
}
