import { createHash } from "node:crypto";
import type { Clock } from "../../src/clock.ts";
import { type RankedOutcome, rankedOutcome } from "./discourseRanked.ts";

export interface ForumUser {
  id: number;
  username: string;
  trust_level: number;
  created_at: string;
  user_fields: Record<string, string | null>;
  staff: boolean;
  groups: string[];
}

interface Option {
  digest: string;
  html: string;
}

interface Vote {
  userId: number;
  digest: string;
  rank: number;
}

interface Poll {
  attributes: Record<string, string>;
  name: string;
  type: string;
  status: "open" | "closed";
  title: string | null;
  options: Option[];
  votes: Vote[];
  createdAt: number;
}

interface Post {
  id: number;
  topicId: number;
  number: number;
  title: string;
  category: number;
  author: ForumUser;
  raw: string;
  createdAt: number;
  polls: Poll[];
  recipients?: string[];
}

/** What the forum refuses. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 422,
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

const EDIT_WINDOW = 5 * 60_000;
/** As many posts as the forum lists at once. */
const LATEST = 50;

/** The state of a forum, with the habits that a reader of its polls stumbles over. */
export class DiscourseForum {
  readonly #clock: Clock;
  readonly #users = new Map<string, ForumUser>();
  readonly #posts = new Map<number, Post>();
  #lastUser = 0;
  #lastPost = 0;
  #lastTopic = 0;
  readonly #externalIds = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.createUser("system", { trustLevel: 4, staff: true });
  }

  createUser(
    username: string,
    { trustLevel = 1, fields = {}, staff = false, groups = ["everyone"] }: UserOptions = {},
  ): ForumUser {
    const user = {
      id: ++this.#lastUser,
      username,
      trust_level: trustLevel,
      created_at: new Date(this.#clock.now()).toISOString(),
      user_fields: { ...fields },
      staff,
      groups,
    };
    this.#users.set(username, user);
    return user;
  }

  user(username: string): ForumUser {
    const user = this.#users.get(username);
    if (user === undefined) throw new Refusal(403, "invalid_access", "You are not permitted.");
    return user;
  }

  profile(username: string): Omit<ForumUser, "staff" | "groups"> {
    const user = this.#users.get(username);
    if (user === undefined) throw missing();
    const { id, trust_level, created_at, user_fields } = user;
    return { id, username, trust_level, created_at, user_fields };
  }

  /** Their votes go with them from every list; how many voted stays as it was counted, until it is counted anew. */
  deleteUser(username: string): void {
    this.#users.delete(username);
  }

  members(group: string, offset: number, limit: number): object {
    const all = [...this.#users.values()].filter(({ groups }) => groups.includes(group));
    if (all.length === 0) throw missing();
    const members = all.slice(offset, offset + limit).map(({ id, username }) => ({ id, username }));
    return { members, owners: [], meta: { total: all.length, limit, offset } };
  }

  /** What the API's POST /posts.json does: a topic, a reply or a message. */
  write(author: ForumUser, body: Record<string, string | number>): object {
    const { raw, title, topic_id: topicId, category, target_recipients: recipients, archetype } = body;
    const externalId = body["external_id"]?.toString();
    if (externalId !== undefined && this.byExternalId(externalId) !== undefined) {
      throw new Refusal(422, "invalid", "External ID has already been taken");
    }
    if (typeof raw !== "string" || raw.length < 5) throw new Refusal(422, "invalid", "Body is too short");
    if (topicId === undefined && typeof title !== "string") throw new Refusal(422, "invalid", "Title can't be blank");
    const to = archetype === "private_message" ? String(recipients).split(",") : undefined;
    for (const name of to ?? []) if (!this.#users.has(name)) throw new Refusal(422, "invalid", `${name} is not a user`);
    const id = this.createPost({
      author: author.username,
      raw,
      ...(typeof title === "string" ? { title } : {}),
      ...(category === undefined ? {} : { category: Number(category) }),
      ...(topicId === undefined ? {} : { topicId: Number(topicId) }),
      ...(to === undefined ? {} : { recipients: to }),
    });
    if (externalId !== undefined) this.#externalIds.set(externalId, id);
    return this.post(id);
  }

  /** The first post of the topic that somebody outside knows by an id of theirs. */
  byExternalId(externalId: string): number | undefined {
    return this.#externalIds.get(externalId);
  }

  createPost({ author = "system", raw, title = "", category = 1, topicId, recipients }: PostOptions): number {
    const id = ++this.#lastPost;
    const createdAt = this.#clock.now();
    const number = [...this.#posts.values()].filter((post) => post.topicId === topicId).length + 1;
    this.#posts.set(id, {
      id,
      topicId: topicId ?? ++this.#lastTopic,
      number,
      title,
      category,
      author: this.user(author),
      raw,
      createdAt,
      polls: extractPolls(raw, createdAt),
      ...(recipients === undefined ? {} : { recipients }),
    });
    return id;
  }

  /** A post's messages, for those who wait for one. */
  messagesTo(username: string): { title: string; raw: string }[] {
    return [...this.#posts.values()]
      .filter(({ recipients }) => recipients?.includes(username) === true)
      .map(({ title, raw }) => ({ title, raw }));
  }

  /** Destroys options and votes of every poll that becomes another; refused once the window is over and somebody voted. */
  edit(postId: number, raw: string): void {
    const post = this.#post(postId);
    const before = new Map(post.polls.map((poll) => [poll.name, poll]));
    const polls = extractPolls(raw, this.#clock.now()).map((poll) => {
      const old = before.get(poll.name);
      if (old === undefined) return poll;
      const shape = ({ attributes, title, options }: Poll): string =>
        JSON.stringify([attributes, title, options.map(({ digest }) => digest).sort()]);
      if (shape(old) === shape(poll)) return old;
      if (old.votes.length > 0 && old.createdAt < this.#clock.now() - EDIT_WINDOW) {
        throw new Refusal(422, "invalid", "You can’t change a poll after the first 5 minutes.");
      }
      return { ...poll, status: old.status, createdAt: old.createdAt };
    });
    Object.assign(post, { raw, polls });
  }

  deletePost(postId: number): void {
    this.#posts.delete(postId);
  }

  latest(before: number): object[] {
    return [...this.#posts.values()]
      .filter(({ id, recipients }) => id <= before && recipients === undefined)
      .sort((a, b) => b.id - a.id)
      .slice(0, LATEST)
      .map((post) => this.#serialize(post));
  }

  post(postId: number): { id: number; topic_id: number } {
    return this.#serialize(this.#post(postId));
  }

  /** A topic with its people; the forum names no more than 24 of them. */
  topic(topicId: number): object {
    const posts = [...this.#posts.values()].filter((post) => post.topicId === topicId);
    const [first] = posts;
    if (first === undefined || first.recipients !== undefined) throw missing();
    const writers = [...new Set(posts.map(({ author }) => author))].filter(({ username }) => this.#users.has(username));
    const participants = writers.slice(0, 24).map((user) => ({
      ...nameOf(user),
      post_count: posts.filter(({ author }) => author === user).length,
    }));
    return { id: topicId, title: first.title, slug: "-", details: { created_by: nameOf(first.author), participants } };
  }

  toggle(by: ForumUser, postId: number, name: string, status: "open" | "closed"): object {
    const post = this.#post(postId);
    if (!by.staff && post.author.id !== by.id)
      throw new Refusal(422, "invalid", "Only staff or the original poster can.");
    const poll = this.#poll(postId, name);
    poll.status = status;
    return this.#serializePoll(poll);
  }

  /** By digest; of ranked polls all options, best first. */
  vote(username: string, postId: number, name: string, digests: readonly string[]): object {
    const user = this.user(username);
    const poll = this.#poll(postId, name);
    if (isClosed(poll, this.#clock.now())) throw new Refusal(422, "invalid", "Poll must be open to vote.");
    const chosen = digests.filter((digest) => poll.options.some((option) => option.digest === digest));
    const wanted = poll.type === "multiple" || poll.type === "ranked_choice" ? chosen.length : 1;
    if (chosen.length === 0 || chosen.length !== wanted)
      throw new Refusal(422, "invalid", "You can vote for one option.");
    poll.votes = poll.votes.filter(({ userId }) => userId !== user.id);
    for (const [index, digest] of chosen.entries()) poll.votes.push({ userId: user.id, digest, rank: index + 1 });
    return this.#serializePoll(poll);
  }

  retract(username: string, postId: number, name: string): void {
    const [{ id }, poll] = [this.user(username), this.#poll(postId, name)];
    poll.votes = poll.votes.filter(({ userId }) => userId !== id);
  }

  /** The forum's own closing job, which runs when it gets to it. */
  runJobs(): void {
    for (const { polls } of this.#posts.values()) {
      for (const poll of polls) if (isClosed(poll, this.#clock.now())) poll.status = "closed";
    }
  }

  /** Pages of `limit` rows begin with the last row of the page before. */
  voters(postId: number, name: string, digest: string | undefined, page: number, limit: number): object {
    const poll = this.#poll(postId, name);
    if (poll.attributes.public !== "true" || !showsResults(poll, this.#clock.now())) {
      throw new Refusal(400, "invalid_parameters", "You supplied invalid parameters to the request: poll_name");
    }
    const users = [...this.#users.values()];
    const offset = (page - 1) * limit;
    if (poll.type === "number")
      return users.filter(({ id }) => poll.votes.some(({ userId }) => userId === id)).map(nameOf);
    const rows: Record<string, unknown[]> = {};
    for (const option of poll.options) {
      if (digest !== undefined && digest !== option.digest) continue;
      const votes = poll.votes.filter((vote) => vote.digest === option.digest);
      const found = votes.slice(Math.max(0, offset - 1), offset + limit).map(({ userId, rank }) => {
        const user = users.find(({ id }) => id === userId);
        const named = user === undefined ? null : nameOf(user);
        return poll.type === "ranked_choice" ? { rank: rank === 0 ? "Abstain" : String(rank), user: named } : named;
      });
      // Taken out after the page was cut, so that pages are short in the middle.
      const there = found.filter((row) => row !== null);
      if (there.length > 0) rows[option.digest] = there;
    }
    return rows;
  }

  #post(id: number): Post {
    const post = this.#posts.get(id);
    if (post === undefined) throw missing();
    return post;
  }

  #poll(postId: number, name: string): Poll {
    const poll = this.#post(postId).polls.find((candidate) => candidate.name === name);
    if (poll === undefined) throw new Refusal(400, "invalid_parameters", `No poll named ${name}.`);
    return poll;
  }

  #serialize(post: Post): { id: number; topic_id: number } {
    return {
      id: post.id,
      username: post.author.username,
      user_id: post.author.id,
      created_at: new Date(post.createdAt).toISOString(),
      post_number: post.number,
      topic_id: post.topicId,
      topic_slug: "-",
      category_id: post.category,
      raw: post.raw,
      cooked: `<p>${post.raw}</p>`,
      ...(post.polls.length === 0 ? {} : { polls: post.polls.map((poll) => this.#serializePoll(poll)) }),
    } as { id: number; topic_id: number };
  }

  #serializePoll(poll: Poll): object {
    const { attributes, name, type, status, title, options, votes } = poll;
    const shows = showsResults(poll, this.#clock.now());
    const outcome: RankedOutcome | null = type === "ranked_choice" ? rankedOutcome(options, votes) : null;
    const ranged = type === "number" || type === "multiple";
    const count = (digest: string): number =>
      votes.filter((vote) => vote.digest === digest && (type !== "ranked_choice" || vote.rank === 1)).length;
    return {
      name,
      type,
      status,
      ...(attributes.public === "true" ? { public: true } : {}),
      results: attributes.results ?? "always",
      ...(ranged && attributes.min !== undefined ? { min: Number(attributes.min) } : {}),
      ...(ranged && attributes.max !== undefined ? { max: Number(attributes.max) } : {}),
      ...(type === "number" ? { step: Number(attributes.step ?? 1) } : {}),
      options: options.map(({ digest, html }) => ({ id: digest, html, ...(shows ? { votes: count(digest) } : {}) })),
      voters: new Set(votes.map(({ userId }) => userId)).size,
      ...(attributes.close === undefined ? {} : { close: new Date(attributes.close).toISOString() }),
      chart_type: "bar",
      ...(attributes.groups === undefined ? {} : { groups: attributes.groups }),
      title,
      ...(type === "ranked_choice" ? { ranked_choice_outcome: outcome } : {}),
    };
  }
}

export interface UserOptions {
  trustLevel?: number;
  /** By the id of the field. */
  fields?: Record<string, string>;
  staff?: boolean;
  groups?: string[];
}

export interface PostOptions {
  author?: string;
  raw: string;
  title?: string;
  category?: number;
  topicId?: number;
  recipients?: string[];
}

function nameOf({ id, username }: ForumUser): object {
  return { id, username, name: null, avatar_template: `/letter_avatar_proxy/v4/letter/${username[0]}/48.png` };
}

const missing = (): Refusal => new Refusal(404, "not_found", "The requested URL or resource could not be found.");

function isClosed({ status, attributes }: Poll, now: number): boolean {
  return status === "closed" || (attributes.close !== undefined && Date.parse(attributes.close) <= now);
}

/** To somebody who is not staff and has not voted. */
function showsResults(poll: Poll, now: number): boolean {
  const results = poll.attributes.results ?? "always";
  return results === "always" || (results !== "staff_only" && isClosed(poll, now));
}

function extractPolls(raw: string, createdAt: number): Poll[] {
  return [...raw.matchAll(/^\[poll([^\]]*)\]\n([\s\S]*?)\n\[\/poll\]/gm)].map(([, head = "", body = ""]) => {
    const attributes = Object.fromEntries(
      [...head.matchAll(/(\w+)=("[^"]*"|\S+)/g)].map(([, key, value = ""]) => [key, value.replaceAll('"', "")]),
    );
    const lines = body.split("\n");
    const words = lines.filter((line) => line.startsWith("* ")).map((line) => line.slice(2));
    const { min = "1", max = "10", step = "1", name = "poll", type = "regular" } = attributes as Record<string, string>;
    const numbers = (): string[] => {
      const values: string[] = [];
      for (let value = Number(min); value <= Number(max); value += Number(step)) values.push(String(value));
      return values;
    };
    return {
      attributes,
      name,
      type,
      status: "open",
      title: lines.find((line) => line.startsWith("# "))?.slice(2) ?? null,
      options: (type === "number" ? numbers() : words).map((html) => ({ digest: digestOf(html), html })),
      votes: [],
      createdAt,
    };
  });
}

/** As the forum identifies an option: by what it says. */
export const digestOf = (option: string): string => createHash("md5").update(JSON.stringify(option)).digest("hex");
