import type { Address } from "viem";
import { weightsFreeOf } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetFreeUnitsParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  account: Address;
}

export type GetFreeUnitsReturnType = { permanent: bigint; leased: bigint };

export type GetFreeUnitsErrorType = ReadErrorType;

/**
 * What an account can place now.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetFreeUnitsParameters}
 * @returns Units.
 *
 * @example
 * import { getCommunity, getFreeUnits } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getFreeUnits(client, { community, account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function getFreeUnits(
  client: ReadClient,
  { community, account, ...options }: GetFreeUnitsParameters,
): Promise<GetFreeUnitsReturnType> {
  const answer = await read(client, targetOf(community, "weights"), weightsFreeOf, [account], options);
  return { permanent: answer[0], leased: answer[1] };
}
