import type { Address } from "viem";
import { communityRegistryIsCommunity } from "../../abi/communityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsCommunityParameters extends ReadOptions {
  /** The registry of communities. */
  registry: Address;
  /** What may be a community. */
  kernel: Address;
}

export type IsCommunityReturnType = boolean;

export type IsCommunityErrorType = ReadErrorType;

/**
 * Whether a kernel was made by the factory of the registry.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsCommunityParameters}
 * @returns Whether it was.
 *
 * @example
 * import { isCommunity } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isCommunity(client, {
 *   registry: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   kernel: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function isCommunity(
  client: ReadClient,
  { registry, kernel, ...options }: IsCommunityParameters,
): Promise<IsCommunityReturnType> {
  return read(client, { address: checkAddress("registry", registry) }, communityRegistryIsCommunity, [kernel], options);
}
