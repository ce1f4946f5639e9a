import { releasesGatheredFor } from "../../abi/releases.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { releasesOf } from "../../core/releases.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetGatheredParameters extends ReadOptions {
  /** The Releases of a community. */
  releases: ModuleAt;
  /** Which release, from 1 in order of publication. */
  release: number;
}

export type GetGatheredReturnType = bigint;

export type GetGatheredErrorType = ReadErrorType;

/**
 * What the community has been given since a release was published.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetGatheredParameters}
 * @returns The value, 9 decimals of the reference currency.
 *
 * @example
 * import { getGathered } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getGathered(client, { releases: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", release: 1 });
 */
export async function getGathered(
  client: ReadClient,
  { releases, release, ...options }: GetGatheredParameters,
): Promise<GetGatheredReturnType> {
  return read(client, releasesOf(releases), releasesGatheredFor, [release], options);
}
