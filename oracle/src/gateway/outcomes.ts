import { z } from "zod";
import type { PollOutcome } from "../observation.ts";
import type { Queryable } from "../storage/Database.ts";
import { contentHash } from "../verification/contentHash.ts";
import { maybe } from "./schema.ts";

const Id = z.union([z.int().nonnegative(), z.string().regex(/^[\w.:-]{1,100}$/)]).transform(String);
const Count = z.int().nonnegative();

/** What a driver reports of a proposal; votes as any of Metagov's plugins has them. */
export const ReportedOutcome = z.object({
  proposal_id: Id,
  policy_id: maybe(Id),
  status: z.enum(["proposed", "passed", "failed"]),
  votes: z.record(z.string().min(1).max(500), z.union([Count, z.object({ count: Count })])).default({}),
  url: maybe(z.url().max(2_048)),
  title: maybe(z.string().max(500)),
  /** Seconds; when it was decided. Default: when it was signed, or first reported. */
  closed_at: maybe(z.int().nonnegative()),
});
export type ReportedOutcome = z.infer<typeof ReportedOutcome>;

/** @returns undefined for what is still being decided */
export function toOutcome(
  source: string,
  community: string,
  reported: ReportedOutcome,
  closedAt: number,
): PollOutcome | undefined {
  const { proposal_id: proposal, policy_id: policy, status, votes, url, title } = reported;
  if (status === "proposed") return undefined;
  const counts = Object.entries(votes).map(
    ([label, vote]) => [label, typeof vote === "number" ? vote : vote.count] as const,
  );
  return {
    kind: "poll",
    source,
    pollId: `${community}/${proposal}`,
    title: title ?? `Proposal ${proposal}`,
    url: url ?? "",
    options: counts.map(([label, count]) => ({ id: label, label, count: String(count) })),
    voters: counts.reduce((sum, [, count]) => sum + count, 0),
    status,
    openedAt: 0,
    closedAt,
    contentHash: hashOf({ community, proposal, title, url, options: Object.keys(votes) }),
    ...(policy === undefined ? {} : { policy }),
  };
}

/**
 * When an outcome was decided: what is reported again, unchanged, was decided when it was first.
 * @param now seconds
 */
export async function decidedAt(
  database: Queryable,
  community: string,
  reported: ReportedOutcome,
  now: number,
): Promise<number> {
  if (reported.closed_at !== undefined) return reported.closed_at;
  const [row] = await database.query<{ closed_at: bigint }>(
    `INSERT INTO gateway_outcomes (community, proposal, hash, closed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (community, proposal) DO UPDATE SET hash = excluded.hash, closed_at = CASE
       WHEN gateway_outcomes.hash = excluded.hash THEN gateway_outcomes.closed_at ELSE excluded.closed_at END
     RETURNING closed_at`,
    [community, reported.proposal_id, hashOf(reported), now],
  );
  return Number(row?.closed_at ?? now);
}

export function hashOf(value: unknown): `0x${string}` {
  // What is not said and what is said to be nothing are the same, before and after a way through JSON.
  return contentHash(JSON.parse(JSON.stringify(value)));
}
