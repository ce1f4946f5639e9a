import type { Address } from "viem";
import { weightsAccountOf } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { Account } from "../../core/weights.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetAccountParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  account: Address;
}

export type GetAccountReturnType = Account;

export type GetAccountErrorType = ReadErrorType;

/**
 * What an account holds for good, how much of it is placed, and what it has contributed.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetAccountParameters}
 * @returns {@link Account}
 *
 * @example
 * import { getAccount, getCommunity } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getAccount(client, { community, account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function getAccount(
  client: ReadClient,
  { community, account, ...options }: GetAccountParameters,
): Promise<GetAccountReturnType> {
  return read(client, targetOf(community, "weights"), weightsAccountOf, [account], options);
}
