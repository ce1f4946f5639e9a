import type { Address } from "viem";
import { weightsIsSource } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsSourceParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** What may be a source. */
  source: Address;
}

export type IsSourceReturnType = boolean;

export type IsSourceErrorType = ReadErrorType;

/**
 * Whether a contract may give weight.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsSourceParameters}
 * @returns Whether it may.
 *
 * @example
 * import { getCommunity, isSource } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await isSource(client, { community, source: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function isSource(
  client: ReadClient,
  { community, source, ...options }: IsSourceParameters,
): Promise<IsSourceReturnType> {
  return read(client, targetOf(community, "weights"), weightsIsSource, [source], options);
}
