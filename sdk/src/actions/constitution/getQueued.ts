import { constitutionQueued } from "../../abi/constitution.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import type { QueuedDocument } from "../../core/constitution.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetQueuedParameters extends ReadOptions {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election of documents; 0 elects the constitution. */
  election: bigint;
}

export type GetQueuedReturnType = QueuedDocument | undefined;

export type GetQueuedErrorType = ReadErrorType;

/**
 * The document that holds the seat and is not in force yet, and when it can be enacted.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetQueuedParameters}
 * @returns {@link QueuedDocument}; `undefined` if nothing is queued.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getQueued } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getQueued(client, { community, election: 0n });
 */
export async function getQueued(
  client: ReadClient,
  { community, election, ...options }: GetQueuedParameters,
): Promise<GetQueuedReturnType> {
  const answer = await read(client, targetOf(community, "constitution"), constitutionQueued, [election], options);
  const [candidacy, dueAt, lapsableAt] = answer;
  return candidacy === 0 ? undefined : { candidacy, dueAt, lapsableAt };
}
