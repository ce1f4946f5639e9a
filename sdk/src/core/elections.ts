import { type Address, type Hex, zeroAddress, zeroHash } from "viem";
import type { Placement, Score } from "./ballot.ts";
import type { ElectionParameters } from "./election.ts";
import type { Stage } from "./words.ts";

export interface Election {
  parameters: ElectionParameters;
  /** Whether it has ended. */
  retired: boolean;
  /** The first cycle that is not closed in storage yet. */
  cycle: number;
}

/** A candidacy as it stands. */
export interface Candidacy {
  candidacy: number;
  stage: Stage;
  owner: Address;
  /** Hundredths of votes, for minus against. */
  votes: bigint;
  /** WAD electorate-cycles: a nominee's nomination bucket, a candidate's stabilization bucket. */
  bucket: bigint;
  /** The cycle at whose end an incumbent took the seat. */
  seatedIn: number;
}

export interface Ballot {
  placements: readonly Placement[];
  scores: readonly Score[];
  /** First cycle in which leased units no longer count. */
  until: number;
}

/** A signature that stands for its signer. */
export interface Authorization {
  signer: Address;
  /** Any number that the signer has not used yet. */
  nonce: bigint;
  /** Seconds; the last second in which it is good. */
  deadline: bigint;
  signature: Hex;
}

/** Who or what is nominated. */
export interface NominationInput {
  /** An office's nominee; left out for a document. */
  nominee?: Address | undefined;
  /** A document's content hash; left out for an office. */
  content?: Hex | undefined;
  /** Where the document, or the nominee's statement, is found. */
  uri?: string | undefined;
  /** A document's clauses, ABI-encoded as {@link encodeClauses} makes them; left out for an office, or for a text alone. */
  clauses?: Hex | undefined;
  /** The nominee's consent, if somebody else nominates; see signConsent. */
  consent?: Authorization | undefined;
}

interface Nomination {
  nominee: Address;
  content: Hex;
  uri: string;
  clauses: Hex;
  consent: Authorization;
}

const NO_CONSENT: Authorization = { signer: zeroAddress, nonce: 0n, deadline: 0n, signature: "0x" };

export function completeNomination(nomination: NominationInput): Nomination {
  const { nominee = zeroAddress, content = zeroHash, uri = "", clauses = "0x", consent = NO_CONSENT } = nomination;
  return { nominee, content, uri, clauses, consent };
}
