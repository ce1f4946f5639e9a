import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { SourceError } from "../errors.ts";
import type { Request } from "../http/request.ts";
import { LoomioClient, type LoomioOption, type LoomioPoll } from "../sources/loomio/client.ts";
import { secondsOf } from "../sources/text.ts";
import { contentHash } from "../verification/contentHash.ts";
import type { PollReading, VoteBackend } from "./votes.ts";

/** A group of Loomio, in which a member whose key this is may open polls. */
export const LoomioAccess = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).default("https://www.loomio.com"),
  apiKey: z.string().min(1),
  group: z.int().positive(),
});
export type LoomioAccess = z.infer<typeof LoomioAccess>;

export interface LoomioVotesOptions {
  loomio: LoomioAccess;
  clock: Clock;
  request: Request;
}

/** Seconds for which a poll is open if nobody says. */
const A_WEEK = 7 * 86_400;

/**
 * Votes held in a group of Loomio. Its interface for bots closes no poll: each ends when it is due, or by a member's hand, and Loomio
 * says when that was.
 */
export function createLoomioVotes({ loomio, clock, request }: LoomioVotesOptions): VoteBackend {
  const { url, apiKey, group } = loomio;
  const source = `loomio:${new URL(url).host}`;
  const client = new LoomioClient(source, url, apiKey, request);
  const urlOf = (key: string): string => `${url.replace(/\/$/, "")}/p/${key}`;
  return {
    plugin: "loomio",
    process: "poll",
    source,
    async start(id, { title, options, details = "", closesAt }, signal) {
      // Loomio takes no id of ours: a mark in the text finds a poll whose answer got lost.
      const mark = markOf(apiKey, id);
      const known = (await client.getNewest(group, signal)).findLast((poll) => hasMark(poll, mark));
      const closing = new Date((closesAt ?? Math.floor(clock.now() / 1_000) + A_WEEK) * 1_000).toISOString();
      const texts = { title, options, details: `${details}\n\n${mark}`.trim() };
      const asked = { ...texts, group_id: group, closing_at: closing };
      const key = known?.key ?? (await client.createPoll(asked, signal));
      return { reference: key, url: urlOf(key) };
    },
    async read(reference, _, signal) {
      const { poll, options } = await client.getPoll(reference, signal);
      if (poll.group_id === group) return [readPoll(source, urlOf(poll.key), poll, options)];
      throw new SourceError(source, "not-found", "has no such poll in this group", "See whether it was moved.");
    },
    referenceOf: (pollId) => (/^\w{1,100}$/.test(pollId) ? pollId : undefined),
  };
}

/** Nobody else can tell it before the poll is there, and have a poll of their own pass for ours. */
const markOf = (key: string, id: string): string =>
  `(${createHmac("sha256", key).update(`perdure:${id}`).digest("hex").slice(0, 32)})`;

const hasMark = ({ details, discarded_at: discarded }: LoomioPoll, mark: string): boolean =>
  typeof discarded !== "string" && details?.endsWith(mark) === true;

function readPoll(source: string, url: string, poll: LoomioPoll, all: readonly LoomioOption[]): PollReading {
  const options = all.map(({ id, name, total_score: score, voter_scores: scores }) => ({
    id: String(id),
    label: name,
    // Who voted is hidden where votes are anonymous; there each has one.
    count: poll.anonymous === true ? Math.round(score) : Object.values(scores ?? {}).filter((one) => one > 0).length,
  }));
  return {
    pollId: poll.key,
    title: poll.title,
    url,
    options,
    voters: poll.decided_voters_count,
    isOpen: typeof poll.closed_at !== "string",
    openedAt: secondsOf(poll.created_at) ?? 0,
    closesAt: secondsOf(poll.closed_at) ?? secondsOf(poll.closing_at),
    contentHash: contentHash({
      source,
      poll: poll.key,
      title: poll.title,
      options: options.map(({ id, label }) => ({ id, label })),
    }),
    trusted: [],
  };
}
