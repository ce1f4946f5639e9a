import type { Address } from "viem";
import { weightsOverdraftOf } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { Overdraft } from "../../core/weights.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetOverdraftParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  account: Address;
}

export type GetOverdraftReturnType = Overdraft;

export type GetOverdraftErrorType = ReadErrorType;

/**
 * What an account has placed beyond what it holds.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetOverdraftParameters}
 * @returns {@link Overdraft}; zeros unless it is overdrawn.
 *
 * @example
 * import { getCommunity, getOverdraft } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getOverdraft(client, { community, account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function getOverdraft(
  client: ReadClient,
  { community, account, ...options }: GetOverdraftParameters,
): Promise<GetOverdraftReturnType> {
  const answer = await read(client, targetOf(community, "weights"), weightsOverdraftOf, [account], options);
  return { permanent: answer[0], leased: answer[1], recallableAt: answer[2] };
}
