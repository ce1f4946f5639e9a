import { releasesIsOpen } from "../../abi/releases.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { releasesOf } from "../../core/releases.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsReleaseOpenParameters extends ReadOptions {
  /** The Releases of a community. */
  releases: ModuleAt;
  /** Which release, from 1 in order of publication. */
  release: number;
}

export type IsReleaseOpenReturnType = boolean;

export type IsReleaseOpenErrorType = ReadErrorType;

/**
 * Whether a release is there for everyone.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsReleaseOpenParameters}
 * @returns Whether it is.
 *
 * @example
 * import { isReleaseOpen } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isReleaseOpen(client, { releases: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", release: 1 });
 */
export async function isReleaseOpen(
  client: ReadClient,
  { releases, release, ...options }: IsReleaseOpenParameters,
): Promise<IsReleaseOpenReturnType> {
  return read(client, releasesOf(releases), releasesIsOpen, [release], options);
}
