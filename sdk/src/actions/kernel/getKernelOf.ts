import { type Address, zeroAddress } from "viem";
import { communityRegistryKernelOf } from "../../abi/communityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetKernelOfParameters extends ReadOptions {
  /** The registry of communities. */
  registry: Address;
  /** The name of the community. */
  name: string;
}

export type GetKernelOfReturnType = Address | undefined;

export type GetKernelOfErrorType = ReadErrorType;

/**
 * Finds a community by its name.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetKernelOfParameters}
 * @returns The address of the kernel; `undefined` if there is no community of this name.
 *
 * @example
 * import { getKernelOf } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getKernelOf(client, {
 *   registry: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   name: "perdure",
 * });
 */
export async function getKernelOf(
  client: ReadClient,
  { registry, name, ...options }: GetKernelOfParameters,
): Promise<GetKernelOfReturnType> {
  const answer = await read(
    client,
    { address: checkAddress("registry", registry) },
    communityRegistryKernelOf,
    [name],
    options,
  );
  return answer === zeroAddress ? undefined : answer;
}
