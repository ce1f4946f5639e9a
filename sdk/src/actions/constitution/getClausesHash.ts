import type { Hex } from "viem";
import { constitutionClausesHashOf } from "../../abi/constitution.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetClausesHashParameters extends ReadOptions {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election of documents; 0 elects the constitution. */
  election: bigint;
  /** Which candidacy. */
  candidacy: number;
}

export type GetClausesHashReturnType = Hex;

export type GetClausesHashErrorType = ReadErrorType;

/**
 * The hash of what was nominated beside a document's text.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetClausesHashParameters}
 * @returns The Keccak hash of its encoded clauses.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getClausesHash } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getClausesHash(client, { community, election: 0n, candidacy: 1 });
 */
export async function getClausesHash(
  client: ReadClient,
  { community, election, candidacy, ...options }: GetClausesHashParameters,
): Promise<GetClausesHashReturnType> {
  return read(client, targetOf(community, "constitution"), constitutionClausesHashOf, [election, candidacy], options);
}
