import type { Hex } from "viem";
import { constitutionRehearse } from "../../abi/constitution.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { callOf, simulate } from "../../core/write.ts";
import { ContractRevertError } from "../../errors/ContractRevertError.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface RehearseDocumentParameters extends ReadOptions {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election of documents; 0 elects the constitution. */
  election: bigint;
  /** As encodeClauses makes them. */
  clauses: Hex;
}

/** By clause: the election that it would make or carry over; 0 for clauses of other kinds. */
export type RehearseDocumentReturnType = readonly bigint[];

export type RehearseDocumentErrorType = ReadErrorType;

/**
 * What would happen if a document took effect now, without nominating it or sending anything: throws what would keep it from it,
 * such as a call that the treasury's balance does not allow.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link RehearseDocumentParameters}
 * @returns By clause, the election that it would make or carry over; 0 for clauses of other kinds.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { encodeClauses, rehearseDocument } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const clauses = encodeClauses([
 *   { kind: "call", target: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", value: 10n ** 18n },
 * ]);
 * const created = await rehearseDocument(client, { community, election: 0n, clauses });
 */
export async function rehearseDocument(
  client: ReadClient,
  { community, election, clauses, ...options }: RehearseDocumentParameters,
): Promise<RehearseDocumentReturnType> {
  const call = callOf(targetOf(community, "constitution"), constitutionRehearse, [election, clauses]);
  try {
    await simulate(client, call, { account: undefined, ...options });
  } catch (error) {
    // A rehearsal always reverts, so that nothing of it can last: with this if nothing else is in the way.
    if (error instanceof ContractRevertError && error.errorName === "Rehearsed")
      return error.args[0] as readonly bigint[];
    throw error;
  }
  return [];
}
