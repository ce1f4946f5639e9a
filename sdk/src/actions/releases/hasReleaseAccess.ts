import type { Address } from "viem";
import { releasesHasAccess } from "../../abi/releases.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { releasesOf } from "../../core/releases.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface HasReleaseAccessParameters extends ReadOptions {
  /** The Releases of a community. */
  releases: ModuleAt;
  /** Which release, from 1 in order of publication. */
  release: number;
  /** Who asks for it. */
  account: Address;
}

export type HasReleaseAccessReturnType = boolean;

export type HasReleaseAccessErrorType = ReadErrorType;

/**
 * Whether an account may have a release: everybody when it is open, else patrons.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link HasReleaseAccessParameters}
 * @returns Whether it may.
 *
 * @example
 * import { hasReleaseAccess } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await hasReleaseAccess(client, {
 *   releases: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   release: 1,
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function hasReleaseAccess(
  client: ReadClient,
  { releases, release, account, ...options }: HasReleaseAccessParameters,
): Promise<HasReleaseAccessReturnType> {
  return read(client, releasesOf(releases), releasesHasAccess, [release, checkAddress("account", account)], options);
}
