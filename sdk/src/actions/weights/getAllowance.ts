import type { Address } from "viem";
import { weightsAllowance } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetAllowanceParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose weight. */
  owner: Address;
  /** Who would move it. */
  spender: Address;
}

export type GetAllowanceReturnType = bigint;

export type GetAllowanceErrorType = ReadErrorType;

/**
 * What an ERC-20 would let a spender move. Weight is not transferable.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetAllowanceParameters}
 * @returns 0.
 *
 * @example
 * import { getAllowance, getCommunity } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getAllowance(client, {
 *   community,
 *   owner: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   spender: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getAllowance(
  client: ReadClient,
  { community, owner, spender, ...options }: GetAllowanceParameters,
): Promise<GetAllowanceReturnType> {
  return read(client, targetOf(community, "weights"), weightsAllowance, [owner, spender], options);
}
