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
      const { polls } = await this.#get(`polls?${query}`, List, signal);
      for (const poll of polls) all.set(poll.id, poll);
      if (polls.length < PAGE || polls.some(({ id }) => id <= known)) break;
    }
    return [...all.values()].filter(({ id }) => id > known);
  }

  async getPoll(key: string, signal: AbortSignal): Promise<{ poll: LoomioPoll; options: LoomioOption[] }> {
    const { polls, poll_options: all } = await this.#get(`polls/${encodeURIComponent(key)}`, One, signal);
    const poll = polls.find((one) => one.key === key);
    if (poll === undefined || typeof poll.discarded_at === "string") {
      throw new SourceError(this.source, "not-found", "has no such poll any more", "See whether it was discarded.");
    }
    const options = all
      .filter(({ poll_id: id }) => id === poll.id)
      .sort((a, b) => a.priority - b.priority || a.id - b.id);
    return { poll, options };
  }

  async #get<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const url = `${this.url.replace(/\/$/, "")}/api/b2/${path}`;
    const headers = { authorization: `Bearer ${this.apiKey}`, accept: "application/json" };
    return (await this.request(this.source, { url, headers, expect: "json", schema, signal })).body;
  }
}
