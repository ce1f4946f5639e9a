import { type Address, zeroAddress } from "viem";
import { communityRegistrySuccessorOf } from "../../abi/communityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetSuccessorOfParameters extends ReadOptions {
  /** The registry of communities. */
  registry: Address;
  /** The kernel of the community. */
  kernel: Address;
}

export type GetSuccessorOfReturnType = Address | undefined;

export type GetSuccessorOfErrorType = ReadErrorType;

/**
 * The fork that most of a community has moved to, and that its name points to.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetSuccessorOfParameters}
 * @returns The address of the successor's kernel; `undefined` if there is none.
 *
 * @example
 * import { getSuccessorOf } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getSuccessorOf(client, { registry: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 */
export async function getSuccessorOf(
  client: ReadClient,
  { registry, kernel, ...options }: GetSuccessorOfParameters,
): Promise<GetSuccessorOfReturnType> {
  const answer = await read(
    client,
    { address: checkAddress("registry", registry) },
    communityRegistrySuccessorOf,
    [checkAddress("kernel", kernel)],
    options,
  );
  return answer === zeroAddress ? undefined : answer;
}
