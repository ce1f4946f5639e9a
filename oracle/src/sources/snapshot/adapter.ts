import { SourceError } from "../../errors.ts";
import type { BallotBatch, PollOutcome } from "../../observation.ts";
import { contentHash } from "../../verification/contentHash.ts";
import { decimalOf } from "../../verification/decimal.ts";
import { isValidChoice, type SnapshotSystem, snapshotScores } from "../../verification/snapshotScores.ts";
import { type ContractVerifier, isVoteSigned } from "../../verification/snapshotVote.ts";
import { outcomeOf, type Verdicts } from "../../verification/verdict.ts";
import type { PollReading } from "../polls.ts";
import { clip } from "../text.ts";
import type { SnapshotClient, SnapshotProposal, SnapshotVoteRow } from "./client.ts";

export interface SnapshotReading {
  source: string;
  site: string;
  client: SnapshotClient;
  spaces: readonly string[];
  verdicts: Verdicts;
  verifyContract?: ContractVerifier | undefined;
}

/** How far our own count may be from the hub's, of all power: both add doubles, in another order. */
const TOLERANCE = 1e-9;

export async function readProposal(id: string, reading: SnapshotReading, signal: AbortSignal): Promise<PollReading> {
  const { source, client, spaces } = reading;
  const proposal = await client.getProposal(id, signal);
  if (proposal.id !== id || !spaces.includes(proposal.space.id))
    throw refusal(source, "not-found", "answered for another");
  if (proposal.state !== "closed" || proposal.scores_state !== "final") return { open: true };
  return { open: false, closedAt: proposal.end, tell: () => tell(proposal, reading, signal) };
}

async function tell(
  proposal: SnapshotProposal,
  reading: SnapshotReading,
  signal: AbortSignal,
): Promise<[PollOutcome, BallotBatch]> {
  const { source, client } = reading;
  // What was signed was encrypted, and the hub alone says what it means.
  if ((proposal.privacy ?? "") !== "") throw refusal(source, "signature", "keeps what was signed to itself");
  const rows = await client.getVotes(proposal.id, signal);
  await verifyVotes(rows, proposal, reading, signal);
  const { type, choices } = proposal;
  const valid = rows.filter(({ choice }) => isValidChoice(choice, type, choices.length));
  const scores = verifyScores(valid, proposal, source);
  const hash = hashOf(proposal, source);
  const told = ballots(proposal, valid, hash, source);
  const isComplete = rows.length === proposal.votes;
  return [outcome(proposal, valid, scores, hash, reading), isComplete ? { ...told, complete: true } : told];
}

async function verifyVotes(
  rows: readonly SnapshotVoteRow[],
  { id: proposal, space }: SnapshotProposal,
  { source, client, verifyContract }: SnapshotReading,
  signal: AbortSignal,
): Promise<void> {
  if (new Set(rows.map(({ voter }) => voter.toLowerCase())).size !== rows.length) {
    throw refusal(source, "unexpected", "has two votes of one voter");
  }
  const signatures = await client.getSignatures(
    rows.map(({ id }) => id),
    signal,
  );
  for (const { id, voter, created, choice, reason, app, metadata } of rows) {
    const signature = signatures.get(id);
    const said = { reason: reason ?? "", app: app ?? "", metadata: JSON.stringify(metadata ?? {}) };
    const vote = { voter, space: space.id, created, proposal, choice, ...said };
    if (signature !== undefined && (await isVoteSigned(vote, signature, verifyContract))) continue;
    throw refusal(source, "signature", `has a vote that ${voter} did not sign`);
  }
}

/** Voting power is not signed, but what the hub makes of it can be counted again. */
function verifyScores(votes: readonly SnapshotVoteRow[], proposal: SnapshotProposal, source: string): number[] {
  const { type, choices, scores } = proposal;
  const counted = snapshotScores(
    votes.map(({ choice, vp }) => ({ choice, power: vp })),
    type,
    choices.length,
  );
  const allowed = TOLERANCE * Math.max(1, ...counted);
  if (
    scores?.length !== counted.length ||
    counted.some((score, index) => !(Math.abs(score - (scores[index] ?? NaN)) <= allowed))
  ) {
    throw refusal(source, "unexpected", `counts ${clip(String(scores))} where its votes come to ${counted.join()}`);
  }
  return scores;
}

function outcome(
  proposal: SnapshotProposal,
  votes: readonly SnapshotVoteRow[],
  scores: readonly number[],
  hash: `0x${string}`,
  { source, site, verdicts }: SnapshotReading,
): PollOutcome {
  const { id, space, title, choices, type, start, end, quorum, flagged } = proposal;
  const options = choices.map((label, index) => ({
    id: String(index + 1),
    label: clip(label),
    count: String(votes.filter(({ choice }) => isFor(choice, index + 1, type)).length),
    weight: decimalOf(scores[index] ?? 0),
  }));
  const isValid = flagged !== true && scores.reduce((sum, score) => sum + score, 0) >= (quorum ?? 0);
  return {
    kind: "poll",
    source,
    pollId: id,
    title: clip(title),
    url: `${site}/#/${space.id}/proposal/${id}`,
    options,
    voters: votes.length,
    ...(isValid ? outcomeOf(options, verdicts) : { status: "failed" as const }),
    openedAt: start,
    closedAt: end,
    contentHash: hash,
  };
}

function ballots(
  { id: pollId, end: closedAt, type }: SnapshotProposal,
  votes: readonly SnapshotVoteRow[],
  hash: `0x${string}`,
  source: string,
): BallotBatch {
  const cast = votes.map(({ voter, created, choice }) => ({
    subject: voter.toLowerCase(),
    choices: choicesOf(choice, type),
    castAt: created,
  }));
  cast.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  return { kind: "ballots", source, pollId, closedAt, contentHash: hash, ballots: cast };
}

function choicesOf(choice: SnapshotVoteRow["choice"], type: SnapshotSystem): BallotBatch["ballots"][number]["choices"] {
  if (typeof choice === "number") return [{ optionId: String(choice), approve: true }];
  if (!Array.isArray(choice)) {
    return Object.entries(choice).map(([optionId, share]) => ({ optionId, score: decimalOf(share) }));
  }
  if (type === "ranked-choice") return choice.map((one, index) => ({ optionId: String(one), rank: index + 1 }));
  return choice.map((one) => ({ optionId: String(one), approve: true }));
}

/** Of ranked choices, the first counts. */
function isFor(choice: SnapshotVoteRow["choice"], one: number, type: SnapshotSystem): boolean {
  if (typeof choice === "number") return choice === one;
  if (!Array.isArray(choice)) return (choice[one] ?? 0) > 0;
  return type === "ranked-choice" ? choice[0] === one : choice.includes(one);
}

function hashOf(proposal: SnapshotProposal, source: string): `0x${string}` {
  const { id, space, title, body = null, choices, type, start, end, snapshot = null } = proposal;
  return contentHash({ source, id, space: space.id, title, body, choices, type, start, end, snapshot });
}

function refusal(source: string, fault: "not-found" | "signature" | "unexpected", what: string): SourceError {
  return new SourceError(source, fault, what, "Nothing is said of this proposal; look at it yourself.");
}
