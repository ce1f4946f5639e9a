import { KINDS, METHODS, type Kind, type Method, wordOf } from "./words.ts";

/** How an election is held. */
export interface ElectionParameters {
  kind: Kind;
  method: Method;
  /** 1 to 31; 1 for documents. */
  seats: number;
  /** WAD electorate-cycles until a nominee is a candidate; 0 = one cycle. */
  nominationFill: bigint;
  /** WAD electorate-cycles until a candidate can take a seat. */
  stabilizationFill: bigint;
  /** The election of the document that created this one. */
  parentElection: bigint;
  /** Its candidacy there; 0 for what the kernel created. */
  parentDocument: number;
}

/** As {@link ElectionParameters}; without parents the election is the kernel's own. */
export type ElectionParametersInput = Omit<ElectionParameters, "parentElection" | "parentDocument"> &
  Partial<Pick<ElectionParameters, "parentElection" | "parentDocument">>;

interface EncodedElectionParameters extends Omit<ElectionParameters, "kind" | "method"> {
  kind: number;
  method: number;
}

export function encodeElection(election: ElectionParametersInput): EncodedElectionParameters {
  const { parentElection = 0n, parentDocument = 0 } = election;
  const [kind, method] = [KINDS.indexOf(election.kind), METHODS.indexOf(election.method)];
  return { ...election, kind, method, parentElection, parentDocument };
}

export function decodeElection(election: EncodedElectionParameters): ElectionParameters {
  return { ...election, kind: wordOf(KINDS, election.kind), method: wordOf(METHODS, election.method) };
}
