import type { Address } from "viem";
import { patronSourceStreamOf } from "../../abi/patronSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type Stream, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetStreamParameters extends ReadOptions {
  /** The source of patronages. */
  source: ModuleAt;
  /** Whose donations they are. */
  patron: Address;
}

export type GetStreamReturnType = Stream | undefined;

export type GetStreamErrorType = ReadErrorType;

/**
 * What a patron lets anyone collect.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetStreamParameters}
 * @returns {@link Stream}; `undefined` if nothing.
 *
 * @example
 * import { getStream } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getStream(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   patron: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getStream(
  client: ReadClient,
  { source, patron, ...options }: GetStreamParameters,
): Promise<GetStreamReturnType> {
  const answer = await read(client, sourceOf(source), patronSourceStreamOf, [patron], options);
  return answer.most === 0n ? undefined : answer;
}
