import type { Address } from "viem";
import { electionsIncumbents } from "../../abi/elections.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetIncumbentsParameters extends ReadOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
}

export type GetIncumbentsReturnType = readonly Address[];

export type GetIncumbentsErrorType = ReadErrorType;

/**
 * Who holds the seats, as of the last ended cycle.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetIncumbentsParameters}
 * @returns The owners of the incumbent candidacies.
 *
 * @example
 * import { getCommunity, getIncumbents } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getIncumbents(client, { community, election: 1n });
 */
export async function getIncumbents(
  client: ReadClient,
  { community, election, ...options }: GetIncumbentsParameters,
): Promise<GetIncumbentsReturnType> {
  return read(client, targetOf(community, "elections"), electionsIncumbents, [election], options);
}
