import type { Address, Hex } from "viem";
import { electionsNominationOf } from "../../abi/elections.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetNominationParameters extends ReadOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Which candidacy. */
  candidacy: number;
}

export type GetNominationReturnType = { owner: Address; content: Hex };

export type GetNominationErrorType = ReadErrorType;

/**
 * What was nominated.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetNominationParameters}
 * @returns The owner of the candidacy, and a document's content hash.
 *
 * @example
 * import { getCommunity, getNomination } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getNomination(client, { community, election: 1n, candidacy: 1 });
 */
export async function getNomination(
  client: ReadClient,
  { community, election, candidacy, ...options }: GetNominationParameters,
): Promise<GetNominationReturnType> {
  const answer = await read(
    client,
    targetOf(community, "elections"),
    electionsNominationOf,
    [election, candidacy],
    options,
  );
  return { owner: answer[0], content: answer[1] };
}
