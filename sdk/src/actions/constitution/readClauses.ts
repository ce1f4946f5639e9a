import type { Hex } from "viem";
import { constitutionRead } from "../../abi/constitution.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { CLAUSE_KINDS, type ClauseKind, wordOf } from "../../core/words.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface ReadClausesParameters extends ReadOptions {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** As encodeClauses makes them. */
  clauses: Hex;
}

export type ReadClausesReturnType = readonly { kind: ClauseKind; data: Hex }[];

export type ReadClausesErrorType = ReadErrorType;

/**
 * Decodes clauses as the contracts do; decodeClauses does so without asking them, and names their fields.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link ReadClausesParameters}
 * @returns The kind of each clause, and its data.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { encodeClauses, readClauses } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const clauses = encodeClauses([
 *   {
 *     kind: "election",
 *     title: "Maintainer",
 *     elects: "office",
 *     method: "resource",
 *     seats: 1,
 *     nominationFill: 0n,
 *     stabilizationFill: 10n ** 17n,
 *   },
 * ]);
 * const result = await readClauses(client, { community, clauses });
 */
export async function readClauses(
  client: ReadClient,
  { community, clauses, ...options }: ReadClausesParameters,
): Promise<ReadClausesReturnType> {
  const answer = await read(client, targetOf(community, "constitution"), constitutionRead, [clauses], options);
  return answer.map(({ kind, data }) => ({ kind: wordOf(CLAUSE_KINDS, kind), data }));
}
