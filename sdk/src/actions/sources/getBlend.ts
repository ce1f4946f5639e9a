import { contributorSourceBlend } from "../../abi/contributorSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type Blend, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetBlendParameters extends ReadOptions {
  /** The source for contributors. */
  source: ModuleAt;
}

export type GetBlendReturnType = Blend;

export type GetBlendErrorType = ReadErrorType;

/**
 * How weights by hand and metrics are blended.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetBlendParameters}
 * @returns {@link Blend}
 *
 * @example
 * import { getBlend } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getBlend(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getBlend(
  client: ReadClient,
  { source, ...options }: GetBlendParameters,
): Promise<GetBlendReturnType> {
  const answer = await read(client, sourceOf(source), contributorSourceBlend, [], options);
  return { hand: answer[0], metric: answer[1] };
}
