import type { Address } from "viem";
import { kernelConstitution } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetConstitutionAddressParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetConstitutionAddressReturnType = Address;

export type GetConstitutionAddressErrorType = ReadErrorType;

/**
 * Where the documents of a community take effect.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetConstitutionAddressParameters}
 * @returns The address of Constitution.
 *
 * @example
 * import { getCommunity, getConstitutionAddress } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getConstitutionAddress(client, { community });
 */
export async function getConstitutionAddress(
  client: ReadClient,
  { community, ...options }: GetConstitutionAddressParameters,
): Promise<GetConstitutionAddressReturnType> {
  return read(client, targetOf(community, "kernel"), kernelConstitution, [], options);
}
