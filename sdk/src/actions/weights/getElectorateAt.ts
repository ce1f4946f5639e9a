import { weightsElectorateAt } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetElectorateAtParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** A cycle, the running one at most. */
  cycle: number;
}

export type GetElectorateAtReturnType = bigint;

export type GetElectorateAtErrorType = ReadErrorType;

/**
 * The electorate at the very end of a cycle; so far, for the running one.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetElectorateAtParameters}
 * @returns Votes.
 *
 * @example
 * import { getCommunity, getElectorateAt } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getElectorateAt(client, { community, cycle: 1 });
 */
export async function getElectorateAt(
  client: ReadClient,
  { community, cycle, ...options }: GetElectorateAtParameters,
): Promise<GetElectorateAtReturnType> {
  return read(client, targetOf(community, "weights"), weightsElectorateAt, [cycle], options);
}
