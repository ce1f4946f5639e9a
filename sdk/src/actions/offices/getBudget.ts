import { type Address, zeroAddress } from "viem";
import { officesBudgetOf } from "../../abi/offices.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, checkAddress, targetOf } from "../../core/community.ts";
import type { Budget } from "../../core/offices.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetBudgetParameters extends ReadOptions {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** The election of the office. */
  office: bigint;
  /** An ERC-20. Left out for the native coin. */
  asset?: Address | undefined;
}

export type GetBudgetReturnType = Budget | undefined;

export type GetBudgetErrorType = ReadErrorType;

/**
 * What the document in force lets an office pay.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetBudgetParameters}
 * @returns {@link Budget}; `undefined` if the office may pay nothing.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getBudget } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getBudget(client, { community, office: 1n });
 */
export async function getBudget(
  client: ReadClient,
  { community, office, asset, ...options }: GetBudgetParameters,
): Promise<GetBudgetReturnType> {
  const answer = await read(
    client,
    targetOf(community, "offices"),
    officesBudgetOf,
    [office, checkAddress("asset", asset ?? zeroAddress)],
    options,
  );
  return answer.confirmations === 0 ? undefined : answer;
}
