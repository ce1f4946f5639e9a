import type { Hex } from "viem";
import { kernelParametersHash } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetParametersHashParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetParametersHashReturnType = Hex;

export type GetParametersHashErrorType = ReadErrorType;

/**
 * The hash of all that a kernel was founded with but what a renewal may choose anew: name, genesis, metadata, first offices and
 * document.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetParametersHashParameters}
 * @returns The hash, to compare with that of other parameters.
 *
 * @example
 * import { getCommunity, getParametersHash } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getParametersHash(client, { community });
 */
export async function getParametersHash(
  client: ReadClient,
  { community, ...options }: GetParametersHashParameters,
): Promise<GetParametersHashReturnType> {
  return read(client, targetOf(community, "kernel"), kernelParametersHash, [], options);
}
