import type { Address } from "viem";
import { kernelOffices } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetOfficesAddressParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetOfficesAddressReturnType = Address;

export type GetOfficesAddressErrorType = ReadErrorType;

/**
 * Where the offices of a community act.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetOfficesAddressParameters}
 * @returns The address of Offices.
 *
 * @example
 * import { getCommunity, getOfficesAddress } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getOfficesAddress(client, { community });
 */
export async function getOfficesAddress(
  client: ReadClient,
  { community, ...options }: GetOfficesAddressParameters,
): Promise<GetOfficesAddressReturnType> {
  return read(client, targetOf(community, "kernel"), kernelOffices, [], options);
}
