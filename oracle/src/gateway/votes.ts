import type { PollOutcome } from "../observation.ts";
import type { PolicyConfig } from "./config.ts";

/** What is to be voted on, wherever that is. */
export interface Question {
  title: string;
  options: readonly string[];
  details?: string | undefined;
  /** Seconds since 1970. */
  closesAt?: number | undefined;
}

/** A poll as a backend has it now. */
export interface PollReading {
  /** Within the backend, the same for everybody who looks. */
  pollId: string;
  title: string;
  url: string;
  /** In the backend's order, those without a vote included. */
  options: readonly { id: string; label: string; count: number }[];
  voters: number;
  isOpen: boolean;
  openedAt: number;
  /** When it closed or will; undefined where the backend does not tell. */
  closesAt: number | undefined;
  contentHash: string;
  /** What those chose whom the backend trusts as much as was asked for: an option's id for each. */
  trusted: readonly string[];
}

/** Somewhere votes can be held: a forum, a chat, the chain. */
export interface VoteBackend {
  /** As in `discourse.poll`. */
  readonly plugin: string;
  readonly process: string;
  /** Part of what is observed, as in `discourse:forum.example.org`. */
  readonly source: string;
  /**
   * Opens a poll; called again under the same id, it finds the one that it opened.
   * @returns how it finds the poll again, and where people do
   */
  start(id: string, question: Question, signal?: AbortSignal): Promise<{ reference: string; url: string }>;
  /**
   * Every poll that is there by now: the one that was opened first, then whatever was added to it.
   * @param trustLevel from which on votes are told apart
   */
  read(reference: string, trustLevel: number | undefined, signal?: AbortSignal): Promise<PollReading[]>;
  /** Ends it at once; left out where polls end by themselves alone. */
  close?(reference: string, signal?: AbortSignal): Promise<void>;
  /** How to find a poll by its id; undefined for what is none of its. */
  referenceOf(pollId: string): string | undefined;
}

/** Whether a vote is over by its policy, though its poll is still open. */
export function isDecided(policy: PolicyConfig, reading: PollReading, now: number): boolean {
  const { closesAfter, votes } = policy;
  if (closesAfter !== undefined && now >= reading.openedAt + closesAfter) return true;
  if (votes !== undefined && reading.voters >= votes) return true;
  return reading.trusted.length > 0;
}

/** What came of a poll that is over, by the policy. Pure: all operators who read the same come to the same. */
function judge(
  policy: PolicyConfig | undefined,
  reading: PollReading,
): Pick<PollOutcome, "status"> & { winner?: string } {
  const { options, trusted } = reading;
  const decisive = options.map(({ id }) => ({ id, count: trusted.filter((chosen) => chosen === id).length }));
  const winner = mostVoted(trusted.length > 0 ? decisive : options);
  const approving = options.find(({ label }) => label === policy?.approve)?.id;
  const status =
    policy?.approve === undefined ? "closed" : winner !== undefined && winner === approving ? "passed" : "failed";
  return winner === undefined ? { status } : { status, winner };
}

/** Nobody wins a tie. */
function mostVoted(options: readonly { id: string; count: number }[]): string | undefined {
  const most = Math.max(0, ...options.map(({ count }) => count));
  const winners = options.filter(({ count }) => count === most);
  return most > 0 && winners.length === 1 ? winners[0]?.id : undefined;
}

/** What is told to the chain of a poll that is over. */
export function outcomeOf(
  source: string,
  reading: PollReading,
  now: number,
  policy: { name: string; config: PolicyConfig } | undefined,
): PollOutcome {
  const { openedAt, closesAt } = reading;
  return {
    kind: "poll",
    source,
    pollId: reading.pollId,
    title: reading.title,
    url: reading.url,
    options: reading.options.map(({ id, label, count }) => ({ id, label, count: String(count) })),
    voters: reading.voters,
    openedAt,
    // When a poll was closed by hand no backend tells: two who look have to say the same (docs/decisions/0034).
    closedAt: closesAt !== undefined && closesAt <= now ? Math.max(closesAt, openedAt) : openedAt,
    contentHash: reading.contentHash,
    ...judge(policy?.config, reading),
    ...(policy === undefined ? {} : { policy: policy.name }),
  };
}
