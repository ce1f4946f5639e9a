import type { Hex } from "viem";
import { reportInboxFeedOf } from "../../abi/reportInbox.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type InboxFeed, decodeFeed, inboxOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetInboxFeedParameters extends ReadOptions {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
  /** Which feed. */
  feed: Hex;
}

export type GetInboxFeedReturnType = InboxFeed | undefined;

export type GetInboxFeedErrorType = ReadErrorType;

/**
 * Where a feed's reports go, and how many there were.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetInboxFeedParameters}
 * @returns {@link InboxFeed}; `undefined` if there is no such feed.
 *
 * @example
 * import { getInboxFeed } from "@perdure/sdk/oracle";
 * import { createPublicClient, http, keccak256, toHex } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getInboxFeed(client, {
 *   inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   feed: keccak256(toHex("attestations")),
 * });
 */
export async function getInboxFeed(
  client: ReadClient,
  { inbox, feed, ...options }: GetInboxFeedParameters,
): Promise<GetInboxFeedReturnType> {
  const answer = await read(client, inboxOf(inbox), reportInboxFeedOf, [feed], options);
  return decodeFeed(answer);
}
