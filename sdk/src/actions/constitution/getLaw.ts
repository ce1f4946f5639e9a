import { constitutionLawOf } from "../../abi/constitution.ts";
import { decodeScope } from "../../core/clauses.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import type { Law } from "../../core/constitution.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetLawParameters extends ReadOptions {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election of documents; 0 elects the constitution. */
  election: bigint;
}

export type GetLawReturnType = Law;

export type GetLawErrorType = ReadErrorType;

/**
 * What a document election has come to.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetLawParameters}
 * @returns {@link Law}
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getLaw } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getLaw(client, { community, election: 0n });
 */
export async function getLaw(
  client: ReadClient,
  { community, election, ...options }: GetLawParameters,
): Promise<GetLawReturnType> {
  const answer = await read(client, targetOf(community, "constitution"), constitutionLawOf, [election], options);
  return { ...answer, scope: decodeScope(answer.scope) };
}
