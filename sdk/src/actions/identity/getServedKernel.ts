import { type Address, zeroAddress } from "viem";
import { identityRegistryKernel } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetServedKernelParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
}

export type GetServedKernelReturnType = Address | undefined;

export type GetServedKernelErrorType = ReadErrorType;

/**
 * The community that the registry answers to.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetServedKernelParameters}
 * @returns The address of its kernel; `undefined` if there is none yet.
 *
 * @example
 * import { getServedKernel } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getServedKernel(client, { identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getServedKernel(
  client: ReadClient,
  { identities, ...options }: GetServedKernelParameters,
): Promise<GetServedKernelReturnType> {
  const answer = await read(client, identitiesOf(identities), identityRegistryKernel, [], options);
  return answer === zeroAddress ? undefined : answer;
}
