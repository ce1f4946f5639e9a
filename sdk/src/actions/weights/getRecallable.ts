import type { Address } from "viem";
import { weightsRecallableOf } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetRecallableParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  account: Address;
}

export type GetRecallableReturnType = { permanent: bigint; leased: bigint };

export type GetRecallableErrorType = ReadErrorType;

/**
 * What has to be recalled from an overdrawn account. Reverts unless it is overdrawn and its cycle is over.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetRecallableParameters}
 * @returns Units.
 *
 * @example
 * import { getCommunity, getRecallable } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getRecallable(client, { community, account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function getRecallable(
  client: ReadClient,
  { community, account, ...options }: GetRecallableParameters,
): Promise<GetRecallableReturnType> {
  const answer = await read(client, targetOf(community, "weights"), weightsRecallableOf, [account], options);
  return { permanent: answer[0], leased: answer[1] };
}
