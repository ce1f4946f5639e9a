import type { Address } from "viem";
import { kernelFactory } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetFactoryParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetFactoryReturnType = Address;

export type GetFactoryErrorType = ReadErrorType;

/**
 * Who founded a community, and founds its forks.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetFactoryParameters}
 * @returns The address of the factory.
 *
 * @example
 * import { getCommunity, getFactory } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getFactory(client, { community });
 */
export async function getFactory(
  client: ReadClient,
  { community, ...options }: GetFactoryParameters,
): Promise<GetFactoryReturnType> {
  return read(client, targetOf(community, "kernel"), kernelFactory, [], options);
}
