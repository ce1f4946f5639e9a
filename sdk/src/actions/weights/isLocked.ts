import { weightsLocked } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsLockedParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Any. */
  id: bigint;
}

export type IsLockedReturnType = boolean;

export type IsLockedErrorType = ReadErrorType;

/**
 * Whether weight is bound to its account (ERC-5192).
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsLockedParameters}
 * @returns True.
 *
 * @example
 * import { getCommunity, isLocked } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await isLocked(client, { community, id: 1n });
 */
export async function isLocked(
  client: ReadClient,
  { community, id, ...options }: IsLockedParameters,
): Promise<IsLockedReturnType> {
  return read(client, targetOf(community, "weights"), weightsLocked, [id], options);
}
