import type { Hex } from "viem";
import { getLogs } from "viem/actions";
import { constitutionDocumentPresentedEvent } from "../../abi/constitution.ts";
import { checkChain } from "../../core/chain.ts";
import type { ReadClient } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type ReadErrorType, orPerdureError } from "../../errors/toPerdureError.ts";

export interface GetClausesParameters {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election of documents; 0 elects the constitution. */
  election: bigint;
  /** Which candidacy. */
  candidacy: number;
  /** No later than the nomination. */
  fromBlock: bigint;
  /** The latest unless said. */
  toBlock?: bigint | undefined;
}

export type GetClausesReturnType = Hex | undefined;

export type GetClausesErrorType = ReadErrorType;

/**
 * The clauses of a nominated document, as enactDocument takes them and decodeClauses reads them. The contracts keep their hash
 * alone, so a node is asked for the event; getHistory asks for all of them, in chunks that a node allows.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetClausesParameters}
 * @returns The encoded clauses; `undefined` if there is no such document in these blocks.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { decodeClauses, getClauses } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const clauses = await getClauses(client, { community, election: 0n, candidacy: 1, fromBlock: 0n });
 * const decoded = decodeClauses(clauses ?? "0x");
 */
export async function getClauses(
  client: ReadClient,
  { community, election, candidacy, fromBlock, toBlock }: GetClausesParameters,
): Promise<GetClausesReturnType> {
  const { address, chainId } = targetOf(community, "constitution");
  const of = {
    address,
    event: constitutionDocumentPresentedEvent,
    args: { election, candidacy },
    strict: true,
  } as const;
  const [log] = await orPerdureError(async () => {
    await checkChain(client, chainId);
    return getLogs(client, { ...of, fromBlock, toBlock: toBlock ?? "latest" });
  });
  return log?.args.clauses;
}
