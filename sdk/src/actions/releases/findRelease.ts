import { releasesFindVersion } from "../../abi/releases.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { releasesOf } from "../../core/releases.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface FindReleaseParameters extends ReadOptions {
  /** The Releases of a community. */
  releases: ModuleAt;
  /** As it was published. */
  version: string;
}

export type FindReleaseReturnType = number | undefined;

export type FindReleaseErrorType = ReadErrorType;

/**
 * The release of a version.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link FindReleaseParameters}
 * @returns Its number; `undefined` if there is none.
 *
 * @example
 * import { findRelease } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await findRelease(client, {
 *   releases: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   version: "1.0.0",
 * });
 */
export async function findRelease(
  client: ReadClient,
  { releases, version, ...options }: FindReleaseParameters,
): Promise<FindReleaseReturnType> {
  const answer = await read(client, releasesOf(releases), releasesFindVersion, [version], options);
  return answer === 0 ? undefined : answer;
}
