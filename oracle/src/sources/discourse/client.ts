import { z } from "zod";
import { SourceError } from "../../errors.ts";
import type { Request, RequestOptions } from "../../http/request.ts";

const Count = z.int().nonnegative();
const Digest = z.string().min(1).max(512);

const Option = z.object({ id: Digest, html: z.string(), votes: Count.optional() });

const Poll = z.object({
  name: z.string().min(1).max(255),
  type: z.enum(["regular", "multiple", "number", "ranked_choice"]),
  status: z.enum(["open", "closed"]),
  public: z.boolean().optional(),
  results: z.string(),
  min: z.int().nullish(),
  max: z.int().nullish(),
  step: z.int().nullish(),
  options: z.array(Option).max(1_000),
  voters: Count,
  close: z.iso.datetime({ offset: true }).nullish(),
  groups: z.string().nullish(),
  title: z.string().nullish(),
  ranked_choice_outcome: z
    .object({ winner: z.boolean().nullish(), winning_candidate: z.object({ digest: Digest }).nullish() })
    .nullish(),
});
export type DiscoursePoll = z.infer<typeof Poll>;

const Post = z.object({
  id: z.int().positive(),
  topic_id: z.int().positive(),
  topic_slug: z.string().nullish(),
  post_number: z.int().positive(),
  user_id: z.int().nullish(),
  username: z.string(),
  created_at: z.iso.datetime({ offset: true }),
  raw: z.string().nullish(),
  polls: z.array(Poll).nullish(),
});
export type DiscoursePost = z.infer<typeof Post>;

const LatestPosts = z.object({
  latest_posts: z.array(
    z.object({ id: z.int().positive(), category_id: z.int().nullish(), polls: z.array(z.unknown()).nullish() }),
  ),
});

const Voter = z.object({ id: z.int(), username: z.string() }).nullable();
/** Those of ranked polls come with their rank, which is "Abstain" for none. */
const Voters = z.object({
  voters: z.record(
    z.string(),
    z.array(z.union([z.object({ rank: z.union([z.string(), z.int()]), user: Voter }), Voter])).nullable(),
  ),
});

const User = z.object({
  user: z.object({
    id: z.int(),
    username: z.string(),
    trust_level: z.int().min(0).max(4),
    created_at: z.iso.datetime({ offset: true }).nullish(),
    user_fields: z.record(z.string(), z.unknown()).nullish(),
  }),
});
export type DiscourseUser = z.infer<typeof User>["user"];

const Named = z.object({ username: z.string() });
const Topic = z.object({ details: z.object({ created_by: Named, participants: z.array(Named).max(1_000) }) });

const Members = z.object({
  members: z.array(z.object({ id: z.int(), username: z.string() })),
  meta: z.object({ total: Count }),
});
const Created = z.object({ id: z.int().positive(), topic_id: z.int().positive() });
const Toggled = z.object({ poll: Poll });

export interface PollVoter {
  id: number;
  username: string;
  /** Of ranked polls; undefined for who left the option unranked. */
  rank?: number | undefined;
}

export interface NewPoll {
  title: string;
  /** What is said before the poll. */
  details?: string;
  options: readonly string[];
  category?: number;
  /** Into this topic, instead of one of its own. */
  topicId?: number;
  type?: "regular" | "multiple" | "ranked_choice";
  /** Seconds since 1970. */
  closesAt?: number;
  groups?: string;
}

/** The most rows that Discourse gives of one page of voters. */
const PAGE = 50;
/** Of the voters of one option: 100,000, which is what a batch of ballots may hold. */
const MAX_PAGES = 2_000;
/** Of the posts that are new since the last look. */
const MAX_POST_PAGES = 200;

export interface DiscourseClientOptions {
  source: string;
  url: string;
  apiKey: string;
  apiUsername: string;
  request: Request;
}

/** What is read from a forum, and written to it. Everything is a SourceError that is not what it should be. */
export class DiscourseClient {
  readonly #options: DiscourseClientOptions;

  constructor(options: DiscourseClientOptions) {
    this.#options = options;
  }

  async getPost(id: number, signal?: AbortSignal): Promise<DiscoursePost> {
    return this.#get(`posts/${id}.json`, Post, signal);
  }

  async getPoll(
    postId: number,
    name: string,
    signal?: AbortSignal,
  ): Promise<{ post: DiscoursePost; poll: DiscoursePoll }> {
    const post = await this.getPost(postId, signal);
    const poll = post.polls?.find((candidate) => candidate.name === name);
    if (poll !== undefined) return { post, poll };
    const what = `post ${postId} has no poll "${name.slice(0, 100)}" any more`;
    throw new SourceError(this.#options.source, "not-found", what, "See whether it was edited away.");
  }

  /** The posts with polls that are newer than a post, and the newest there is. */
  async getNewPolls(
    since: number,
    categories: readonly number[] | undefined,
    signal?: AbortSignal,
  ): Promise<{ posts: number[]; newest: number }> {
    const posts: number[] = [];
    let newest = since;
    let before: number | undefined;
    for (let page = 0; page < MAX_POST_PAGES; page++) {
      const { latest_posts: latest } = await this.#get(
        `posts.json${before === undefined ? "" : `?before=${before}`}`,
        LatestPosts,
        signal,
      );
      for (const { id, category_id, polls } of latest) {
        newest = Math.max(newest, id);
        const isWanted =
          categories === undefined || (typeof category_id === "number" && categories.includes(category_id));
        if (id > since && isWanted && (polls?.length ?? 0) > 0) posts.push(id);
      }
      const lowest = Math.min(...latest.map(({ id }) => id));
      if (latest.length === 0 || lowest <= since + 1 || lowest - 1 === before) break;
      before = lowest - 1;
    }
    return { posts: posts.reverse(), newest };
  }

  /**
   * Everybody who chose an option and is still there. Pages overlap by one row, so whoever was seen is not seen twice; and those
   * of deleted users are short without being the last, so only a page that has nobody new is.
   * @param expected how many there should be: once there are, no page more is asked for
   */
  async getVoters(
    postId: number,
    pollName: string,
    optionId: string,
    expected: number,
    signal?: AbortSignal,
  ): Promise<PollVoter[]> {
    const voters = new Map<number, PollVoter>();
    for (let page = 1; page <= MAX_PAGES; page++) {
      const query = new URLSearchParams({
        post_id: String(postId),
        poll_name: pollName,
        option_id: optionId,
        page: String(page),
        limit: String(PAGE),
      });
      const answer = await this.#get(`polls/voters.json?${query.toString()}`, Voters, signal);
      const rows = answer.voters[optionId] ?? [];
      const known = voters.size;
      for (const row of rows) {
        const user = row !== null && "user" in row ? row.user : row;
        // Deleted users leave a gap in ranked polls, and nothing in others.
        if (user === null) continue;
        const rank = row !== null && "rank" in row ? Number(row.rank) : NaN;
        voters.set(user.id, { id: user.id, username: user.username, ...(rank > 0 ? { rank } : {}) });
      }
      if (voters.size === known || voters.size >= expected) return [...voters.values()];
    }
    const what = `an option has more than ${MAX_PAGES * PAGE} voters`;
    throw new SourceError(this.#options.source, "oversized", what, "Relay its outcome without ballots.");
  }

  async getUser(username: string, signal?: AbortSignal): Promise<DiscourseUser> {
    return (await this.#get(`u/${encodeURIComponent(username)}.json`, User, signal)).user;
  }

  /** Who opened a topic, and those who wrote in it: as many as the forum names. */
  async getWriters(topic: string, signal?: AbortSignal): Promise<{ author: string; participants: string[] }> {
    const { details } = await this.#get(`t/${encodeURIComponent(topic)}.json`, Topic, signal);
    return { author: details.created_by.username, participants: details.participants.map(({ username }) => username) };
  }

  async *getMembers(group: string, signal?: AbortSignal): AsyncGenerator<{ id: number; username: string }> {
    for (let offset = 0; ; offset += PAGE) {
      const query = `limit=${PAGE}&offset=${offset}`;
      const { members, meta } = await this.#get(
        `groups/${encodeURIComponent(group)}/members.json?${query}`,
        Members,
        signal,
      );
      yield* members;
      if (members.length === 0 || offset + members.length >= meta.total) return;
    }
  }

  /** Writes a post: a topic of its own with a title, a reply with a topic's id. */
  createPost(
    post: { raw: string } & ({ title: string; category?: number } | { topicId: number }),
    signal?: AbortSignal,
  ): Promise<{ id: number; topic_id: number }> {
    const { raw } = post;
    const place = "topicId" in post ? { topic_id: post.topicId } : { title: post.title, category: post.category };
    return this.#send("POST", "posts.json", { raw, ...place }, Created, signal);
  }

  createPoll(poll: NewPoll, signal?: AbortSignal): Promise<{ id: number; topic_id: number }> {
    const raw = pollMarkup(poll);
    const { title, topicId, category } = poll;
    if (topicId !== undefined) return this.createPost({ raw, topicId }, signal);
    return this.createPost({ raw, title, ...(category === undefined ? {} : { category }) }, signal);
  }

  /** Writes to members where only they read it. */
  sendMessage(
    message: { recipients: readonly string[]; title: string; raw: string },
    signal?: AbortSignal,
  ): Promise<{ id: number; topic_id: number }> {
    const { recipients, title, raw } = message;
    const body = { title, raw, target_recipients: recipients.join(","), archetype: "private_message" };
    return this.#send("POST", "posts.json", body, Created, signal);
  }

  async setStatus(
    postId: number,
    name: string,
    status: "open" | "closed",
    signal?: AbortSignal,
  ): Promise<DiscoursePoll> {
    const body = { post_id: postId, poll_name: name, status };
    return (await this.#send("PUT", "polls/toggle_status.json", body, Toggled, signal)).poll;
  }

  async #get<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal | undefined): Promise<T> {
    return this.#ask(path, { expect: "json", schema, signal });
  }

  async #send<T>(
    method: "POST" | "PUT",
    path: string,
    body: object,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    return this.#ask(path, { method, body: JSON.stringify(body), expect: "json", schema, signal });
  }

  async #ask<T>(path: string, options: Omit<RequestOptions<T>, "url">): Promise<T> {
    const { source, url, apiKey, apiUsername, request } = this.#options;
    const headers = { "api-key": apiKey, "api-username": apiUsername, accept: "application/json" };
    const typed = options.body === undefined ? headers : { ...headers, "content-type": "application/json" };
    const reply = await request(source, {
      ...options,
      url: new URL(path, url.endsWith("/") ? url : `${url}/`),
      headers: typed,
    });
    return reply.body;
  }
}

/** The markup of a poll. What people wrote may not end it, or begin another. */
function pollMarkup({ details = "", options, type = "regular", closesAt, groups, title }: NewPoll): string {
  const close = closesAt === undefined ? "" : ` close=${new Date(closesAt * 1_000).toISOString()}`;
  const members = groups === undefined ? "" : ` groups=${groups.replaceAll(/[^\w,.-]/g, "")}`;
  const range = type === "multiple" ? ` min=1 max=${options.length}` : "";
  const lines = [
    escapeMarkup(details),
    "",
    `[poll name=poll type=${type} results=always public=true${range}${close}${members}]`,
    `# ${oneLine(title)}`,
    ...options.map((option) => `* ${oneLine(option)}`),
    "[/poll]",
  ];
  return lines.join("\n");
}

function escapeMarkup(text: string): string {
  return text.replaceAll(/\[(?=\s*\/?\s*poll)/gi, "&#91;");
}

function oneLine(text: string): string {
  return escapeMarkup(text.replaceAll(/\s+/g, " ").trim());
}
