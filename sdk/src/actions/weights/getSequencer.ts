import { type Address, zeroAddress } from "viem";
import { purchaseSourceSequencer } from "../../abi/purchaseSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetSequencerParameters extends ReadOptions {
  /** A community, or the source itself. */
  community: ContractAt<"purchaseSource">;
}

export type GetSequencerReturnType = { feed: Address; gracePeriod: number } | undefined;

export type GetSequencerErrorType = ReadErrorType;

/**
 * The L2 sequencer uptime feed that a source watches.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetSequencerParameters}
 * @returns The feed, and its grace period in seconds; `undefined` if there is none.
 *
 * @example
 * import { getCommunity, getSequencer } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getSequencer(client, { community });
 */
export async function getSequencer(
  client: ReadClient,
  { community, ...options }: GetSequencerParameters,
): Promise<GetSequencerReturnType> {
  const answer = await read(client, targetOf(community, "purchaseSource"), purchaseSourceSequencer, [], options);
  return answer[0] === zeroAddress ? undefined : { feed: answer[0], gracePeriod: answer[1] };
}
