import { type Address, zeroAddress } from "viem";
import { communityRegistryParentOf } from "../../abi/communityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetParentOfParameters extends ReadOptions {
  /** The registry of communities. */
  registry: Address;
  /** The kernel of the community. */
  kernel: Address;
}

export type GetParentOfReturnType = Address | undefined;

export type GetParentOfErrorType = ReadErrorType;

/**
 * The community that another one has left.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetParentOfParameters}
 * @returns The address of the parent's kernel; `undefined` if it was founded anew.
 *
 * @example
 * import { getParentOf } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getParentOf(client, { registry: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 */
export async function getParentOf(
  client: ReadClient,
  { registry, kernel, ...options }: GetParentOfParameters,
): Promise<GetParentOfReturnType> {
  const answer = await read(
    client,
    { address: checkAddress("registry", registry) },
    communityRegistryParentOf,
    [checkAddress("kernel", kernel)],
    options,
  );
  return answer === zeroAddress ? undefined : answer;
}
