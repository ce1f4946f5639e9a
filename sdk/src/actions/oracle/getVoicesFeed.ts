import { relayedBallotsFeed } from "../../abi/relayedBallots.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type NamedFeed, decodeNamedFeed, voicesOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetVoicesFeedParameters extends ReadOptions {
  /** The RelayedBallots. */
  relay: ModuleAt;
}

export type GetVoicesFeedReturnType = NamedFeed | undefined;

export type GetVoicesFeedErrorType = ReadErrorType;

/**
 * Where voices come from.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetVoicesFeedParameters}
 * @returns {@link NamedFeed}; `undefined` if the treasury has named none.
 *
 * @example
 * import { getVoicesFeed } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getVoicesFeed(client, { relay: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getVoicesFeed(
  client: ReadClient,
  { relay, ...options }: GetVoicesFeedParameters,
): Promise<GetVoicesFeedReturnType> {
  const answer = await read(client, voicesOf(relay), relayedBallotsFeed, [], options);
  return decodeNamedFeed(answer);
}
