import { type Address, zeroAddress } from "viem";
import { kernelParent } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetParentParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetParentReturnType = Address | undefined;

export type GetParentErrorType = ReadErrorType;

/**
 * The community that this one has left.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetParentParameters}
 * @returns The address of its kernel; `undefined` if this one was founded anew.
 *
 * @example
 * import { getCommunity, getParent } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getParent(client, { community });
 */
export async function getParent(
  client: ReadClient,
  { community, ...options }: GetParentParameters,
): Promise<GetParentReturnType> {
  const answer = await read(client, targetOf(community, "kernel"), kernelParent, [], options);
  return answer === zeroAddress ? undefined : answer;
}
