import { receiptSourceFeed } from "../../abi/receiptSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type NamedFeed, decodeNamedFeed } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetSourceFeedParameters extends ReadOptions {
  /** A source of receipts, memberships, patronages, or for contributors. */
  source: ModuleAt;
}

export type GetSourceFeedReturnType = NamedFeed | undefined;

export type GetSourceFeedErrorType = ReadErrorType;

/**
 * Which reports a source believes.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetSourceFeedParameters}
 * @returns {@link NamedFeed}; `undefined` if the treasury has named none.
 *
 * @example
 * import { getSourceFeed } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getSourceFeed(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getSourceFeed(
  client: ReadClient,
  { source, ...options }: GetSourceFeedParameters,
): Promise<GetSourceFeedReturnType> {
  const answer = await read(client, sourceOf(source), receiptSourceFeed, [], options);
  return decodeNamedFeed(answer);
}
