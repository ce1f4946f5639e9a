import type { Address } from "viem";
import { kernelRegistry } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetRegistryOfParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetRegistryOfReturnType = Address;

export type GetRegistryOfErrorType = ReadErrorType;

/**
 * The registry in which a community is found.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetRegistryOfParameters}
 * @returns The address of the registry.
 *
 * @example
 * import { getCommunity, getRegistryOf } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getRegistryOf(client, { community });
 */
export async function getRegistryOf(
  client: ReadClient,
  { community, ...options }: GetRegistryOfParameters,
): Promise<GetRegistryOfReturnType> {
  return read(client, targetOf(community, "kernel"), kernelRegistry, [], options);
}
