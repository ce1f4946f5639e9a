import type { Address } from "viem";
import { releasesIsPatron } from "../../abi/releases.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { releasesOf } from "../../core/releases.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsPatronParameters extends ReadOptions {
  /** The Releases of a community. */
  releases: ModuleAt;
  /** Who asks for it. */
  account: Address;
}

export type IsPatronReturnType = boolean;

export type IsPatronErrorType = ReadErrorType;

/**
 * Whether an account, or the person behind it, holds a lease that counts now.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsPatronParameters}
 * @returns Whether it does.
 *
 * @example
 * import { isPatron } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isPatron(client, {
 *   releases: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function isPatron(
  client: ReadClient,
  { releases, account, ...options }: IsPatronParameters,
): Promise<IsPatronReturnType> {
  return read(client, releasesOf(releases), releasesIsPatron, [checkAddress("account", account)], options);
}
