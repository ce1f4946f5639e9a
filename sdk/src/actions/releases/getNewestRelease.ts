import { releasesNewest } from "../../abi/releases.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { releasesOf } from "../../core/releases.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetNewestReleaseParameters extends ReadOptions {
  /** The Releases of a community. */
  releases: ModuleAt;
}

export type GetNewestReleaseReturnType = number | undefined;

export type GetNewestReleaseErrorType = ReadErrorType;

/**
 * The newest release, whose number is how many there are.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetNewestReleaseParameters}
 * @returns Its number; `undefined` if there is none yet.
 *
 * @example
 * import { getNewestRelease } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getNewestRelease(client, { releases: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getNewestRelease(
  client: ReadClient,
  { releases, ...options }: GetNewestReleaseParameters,
): Promise<GetNewestReleaseReturnType> {
  const answer = await read(client, releasesOf(releases), releasesNewest, [], options);
  return answer === 0 ? undefined : answer;
}
