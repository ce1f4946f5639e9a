import { releasesReleaseOf } from "../../abi/releases.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type PublishedRelease, releasesOf } from "../../core/releases.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetReleaseParameters extends ReadOptions {
  /** The Releases of a community. */
  releases: ModuleAt;
  /** Which release, from 1 in order of publication. */
  release: number;
}

export type GetReleaseReturnType = PublishedRelease;

export type GetReleaseErrorType = ReadErrorType;

/**
 * A release as the chain has it.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetReleaseParameters}
 * @returns {@link PublishedRelease}
 *
 * @example
 * import { getRelease } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getRelease(client, { releases: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", release: 1 });
 */
export async function getRelease(
  client: ReadClient,
  { releases, release, ...options }: GetReleaseParameters,
): Promise<GetReleaseReturnType> {
  return read(client, releasesOf(releases), releasesReleaseOf, [release], options);
}
