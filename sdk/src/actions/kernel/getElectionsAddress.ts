import type { Address } from "viem";
import { kernelElections } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetElectionsAddressParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetElectionsAddressReturnType = Address;

export type GetElectionsAddressErrorType = ReadErrorType;

/**
 * Where the elections of a community are held.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetElectionsAddressParameters}
 * @returns The address of Elections.
 *
 * @example
 * import { getCommunity, getElectionsAddress } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getElectionsAddress(client, { community });
 */
export async function getElectionsAddress(
  client: ReadClient,
  { community, ...options }: GetElectionsAddressParameters,
): Promise<GetElectionsAddressReturnType> {
  return read(client, targetOf(community, "kernel"), kernelElections, [], options);
}
