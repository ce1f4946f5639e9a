import { z } from "zod";
import { SourceError } from "../../errors.ts";
import type { Request } from "../../http/request.ts";

const Id = z.int().positive();
const Time = z.iso.datetime({ offset: true });

const Poll = z.object({
  id: Id,
  key: z.string().min(1).max(100),
  title: z.string(),
  details: z.string().nullish(),
  poll_type: z.string(),
  anonymous: z.boolean().nullish(),
  group_id: Id.nullish(),
  created_at: Time,
  closing_at: Time.nullish(),
  closed_at: Time.nullish(),
  discarded_at: Time.nullish(),
  decided_voters_count: z.int().nonnegative(),
});
export type LoomioPoll = z.infer<typeof Poll>;

const Option = z.object({
  id: Id,
  poll_id: Id,
  name: z.string(),
  priority: z.int(),
  total_score: z.number(),
  voter_scores: z.record(z.string().regex(/^\d+$/), z.number()).nullish(),
});
export type LoomioOption = z.infer<typeof Option>;

const One = z.object({ polls: z.array(Poll), poll_options: z.array(Option) });
const List = z.object({ polls: z.array(Poll) });

/** What is asked of a group: one option of several. */
export interface NewLoomioPoll {
  group_id: number;
  title: string;
  options: readonly string[];
  /** Markdown. */
  details: string;
  /** ISO 8601. */
  closing_at: string;
}

const PAGE = 50;
const MAX_PAGES = 200;

export class LoomioClient {
  constructor(
    private readonly source: string,
    private readonly url: string,
    private readonly apiKey: string,
    private readonly request: Request,
  ) {}

  /** All polls of a group, newest first, as far as one that is known. */
  async getPolls(group: number, known: number, signal: AbortSignal): Promise<LoomioPoll[]> {
    const all = new Map<number, LoomioPoll>();
    for (let page = 0; page < MAX_PAGES; page++) {
      const query = `group_id=${group}&status=all&limit=${PAGE}&offset=${page * PAGE}`;
      const { polls } = await this.#ask(`polls?${query}`, List, signal);
      for (const poll of polls) all.set(poll.id, poll);
      if (polls.length < PAGE || polls.some(({ id }) => id <= known)) break;
    }
    return [...all.values()].filter(({ id }) => id > known);
  }

  /** The newest polls of a group: as many as there are on one page. */
  async getNewest(group: number, signal: AbortSignal | undefined): Promise<LoomioPoll[]> {
    return (await this.#ask(`polls?group_id=${group}&status=all&limit=${PAGE}&offset=0`, List, signal)).polls;
  }

  /** @returns its key */
  async createPoll(poll: NewLoomioPoll, signal: AbortSignal | undefined): Promise<string> {
    const body = JSON.stringify({ ...poll, poll_type: "poll", details_format: "md", specified_voters_only: false });
    const { polls } = await this.#ask("polls", List, signal, { method: "POST", body });
    const [created] = polls;
    if (created === undefined) throw new SourceError(this.source, "unexpected", "opened no poll", "Look at the group.");
    return created.key;
  }

  async getPoll(key: string, signal?: AbortSignal): Promise<{ poll: LoomioPoll; options: LoomioOption[] }> {
    const { polls, poll_options: all } = await this.#ask(`polls/${encodeURIComponent(key)}`, One, signal);
    const poll = polls.find((one) => one.key === key);
    if (poll === undefined || typeof poll.discarded_at === "string") {
      throw new SourceError(this.source, "not-found", "has no such poll any more", "See whether it was discarded.");
    }
    const options = all
      .filter(({ poll_id: id }) => id === poll.id)
      .sort((a, b) => a.priority - b.priority || a.id - b.id);
    return { poll, options };
  }

  async #ask<T>(
    path: string,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
    posting: { method?: "POST"; body?: string } = {},
  ): Promise<T> {
    const url = `${this.url.replace(/\/$/, "")}/api/b2/${path}`;
    const type = posting.body === undefined ? {} : { "content-type": "application/json" };
    const headers = { authorization: `Bearer ${this.apiKey}`, accept: "application/json", ...type };
    return (await this.request(this.source, { url, headers, expect: "json", schema, signal, ...posting })).body;
  }
}
