import type { Address } from "viem";
import { communityFactoryRegistry } from "../../abi/communityFactory.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetFactoryRegistryParameters extends ReadOptions {
  /** The factory of communities. */
  factory: Address;
}

export type GetFactoryRegistryReturnType = Address;

export type GetFactoryRegistryErrorType = ReadErrorType;

/**
 * The registry in which a factory registers communities.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetFactoryRegistryParameters}
 * @returns The address of the registry.
 *
 * @example
 * import { getFactoryRegistry } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getFactoryRegistry(client, { factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3" });
 */
export async function getFactoryRegistry(
  client: ReadClient,
  { factory, ...options }: GetFactoryRegistryParameters,
): Promise<GetFactoryRegistryReturnType> {
  return read(client, { address: checkAddress("factory", factory) }, communityFactoryRegistry, [], options);
}
