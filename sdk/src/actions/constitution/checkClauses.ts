import type { Hex } from "viem";
import { constitutionCheck } from "../../abi/constitution.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface CheckClausesParameters extends ReadOptions {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election of documents; 0 elects the constitution. */
  election: bigint;
  /** As encodeClauses makes them. */
  clauses: Hex;
}

export type CheckClausesReturnType = void;

export type CheckClausesErrorType = ReadErrorType;

/**
 * Throws, naming the clause and the reason, unless clauses are well-typed for the documents of an election. What they would do is
 * told by rehearseDocument.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link CheckClausesParameters}
 * @returns Nothing.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { checkClauses, encodeClauses } from "@perdure/sdk/constitution";
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
 * const result = await checkClauses(client, { community, election: 0n, clauses });
 */
export async function checkClauses(
  client: ReadClient,
  { community, election, clauses, ...options }: CheckClausesParameters,
): Promise<CheckClausesReturnType> {
  return read(client, targetOf(community, "constitution"), constitutionCheck, [election, clauses], options);
}
