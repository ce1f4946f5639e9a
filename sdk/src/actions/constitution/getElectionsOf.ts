import { constitutionElectionsOf } from "../../abi/constitution.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetElectionsOfParameters extends ReadOptions {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election of documents; 0 elects the constitution. */
  election: bigint;
}

export type GetElectionsOfReturnType = readonly bigint[];

export type GetElectionsOfErrorType = ReadErrorType;

/**
 * The elections that the document in force has made or carried over.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetElectionsOfParameters}
 * @returns Their numbers, in the order of its clauses.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getElectionsOf } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getElectionsOf(client, { community, election: 0n });
 */
export async function getElectionsOf(
  client: ReadClient,
  { community, election, ...options }: GetElectionsOfParameters,
): Promise<GetElectionsOfReturnType> {
  return read(client, targetOf(community, "constitution"), constitutionElectionsOf, [election], options);
}
