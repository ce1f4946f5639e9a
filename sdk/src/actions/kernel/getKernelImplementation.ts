import type { Address } from "viem";
import { communityFactoryKernelImplementation } from "../../abi/communityFactory.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetKernelImplementationParameters extends ReadOptions {
  /** The factory of communities. */
  factory: Address;
}

export type GetKernelImplementationReturnType = Address;

export type GetKernelImplementationErrorType = ReadErrorType;

/**
 * What the kernels of a factory are clones of.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetKernelImplementationParameters}
 * @returns The address of the implementation.
 *
 * @example
 * import { getKernelImplementation } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getKernelImplementation(client, { factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3" });
 */
export async function getKernelImplementation(
  client: ReadClient,
  { factory, ...options }: GetKernelImplementationParameters,
): Promise<GetKernelImplementationReturnType> {
  return read(client, { address: checkAddress("factory", factory) }, communityFactoryKernelImplementation, [], options);
}
