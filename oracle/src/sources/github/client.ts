import { z } from "zod";
import { SourceError } from "../../errors.ts";
import type { Request, RequestOptions } from "../../http/request.ts";

const Time = z.iso.datetime({ offset: true });
const Id = z.int().positive();

const Issue = z.object({
  number: Id,
  title: z.string(),
  body: z.string().nullish(),
  html_url: z.string(),
  state: z.enum(["open", "closed"]),
  created_at: Time,
  updated_at: Time,
  closed_at: Time.nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])),
});
export type GitHubIssue = z.infer<typeof Issue>;

/** A user who deleted their account is null. */
const Reaction = z.object({
  id: Id,
  user: z.object({ id: Id, login: z.string(), type: z.string() }).nullable(),
  content: z.string(),
  created_at: Time,
});
export type GitHubReaction = z.infer<typeof Reaction>;

const Sponsorship = z.object({
  id: z.string().min(1).max(512),
  createdAt: Time,
  isActive: z.boolean(),
  isOneTimePayment: z.boolean(),
  privacyLevel: z.string(),
  /** Null for whoever deleted their account. */
  sponsorEntity: z.object({ databaseId: Id.nullish() }).nullable(),
  sponsorable: z.object({ login: z.string() }),
  /** Null for all but the account that is sponsored. */
  tier: z.object({ monthlyPriceInCents: z.int().nonnegative() }).nullable(),
});
export type GitHubSponsorship = z.infer<typeof Sponsorship>;

const FIELDS =
  "id createdAt isActive isOneTimePayment privacyLevel sponsorEntity{...on User{databaseId}...on Organization{databaseId}} sponsorable{...on User{login}...on Organization{login}} tier{monthlyPriceInCents}";
const SPONSORSHIPS = `query($login:String!,$after:String){repositoryOwner(login:$login){...on Sponsorable{sponsorshipsAsMaintainer(first:100,after:$after,activeOnly:true,includePrivate:false){nodes{${FIELDS}}pageInfo{hasNextPage endCursor}}}}}`;
const SPONSORSHIP = `query($id:ID!){node(id:$id){...on Sponsorship{${FIELDS}}}}`;

const Sponsorships = z.object({
  repositoryOwner: z.object({
    sponsorshipsAsMaintainer: z.object({
      nodes: z.array(Sponsorship.nullable()),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    }),
  }),
});

const PAGE = 100;
const MAX_PAGES = 500;

export interface GitHubClientOptions {
  source: string;
  apiUrl: string;
  repository: string;
  token: string;
  request: Request;
}

/** What is read from a repository's issues, and written to them. */
export class GitHubClient {
  readonly #options: GitHubClientOptions;

  constructor(options: GitHubClientOptions) {
    this.#options = options;
  }

  /** Those with a label that changed since a time, the longest ago first. */
  getIssues(label: string, since: string, signal: AbortSignal): Promise<GitHubIssue[]> {
    const query = new URLSearchParams({ labels: label, since, state: "all", sort: "updated", direction: "asc" });
    return this.#all(`issues?${query.toString()}`, Issue, signal);
  }

  getIssue(number: number, signal?: AbortSignal): Promise<GitHubIssue> {
    return this.#ask(`issues/${number}`, { expect: "json", schema: Issue, signal });
  }

  getReactions(number: number, signal: AbortSignal): Promise<GitHubReaction[]> {
    return this.#all(`issues/${number}/reactions?`, Reaction, signal);
  }

  /** Those by the month and once, that are active and hidden from nobody. */
  async *getSponsorships(login: string, signal: AbortSignal): AsyncGenerator<GitHubSponsorship> {
    let after: string | null = null;
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer: z.infer<typeof Sponsorships> = await this.#query(
        SPONSORSHIPS,
        { login, after },
        Sponsorships,
        signal,
      );
      const { nodes, pageInfo } = answer.repositoryOwner.sponsorshipsAsMaintainer;
      yield* nodes.filter((node) => node !== null);
      if (!pageInfo.hasNextPage || typeof pageInfo.endCursor !== "string") return;
      after = pageInfo.endCursor;
    }
    throw new SourceError(this.#options.source, "oversized", `has more than ${MAX_PAGES} pages of sponsors`, "");
  }

  /** @returns undefined if there is none of that name */
  async getSponsorship(id: string, signal: AbortSignal): Promise<GitHubSponsorship | undefined> {
    // What is no sponsorship has none of its fields; what is nothing is an error beside null.
    const nothing = z.strictObject({}).transform(() => undefined);
    const schema = z.object({ node: z.union([Sponsorship, nothing]).nullable() });
    return (await this.#query(SPONSORSHIP, { id }, schema, signal)).node ?? undefined;
  }

  async #query<T>(query: string, variables: object, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const body = JSON.stringify({ query, variables });
    const answer = z.object({ data: schema });
    return (await this.#request("graphql", { method: "POST", body, expect: "json", schema: answer, signal })).data;
  }

  closeIssue(number: number, reason: "completed" | "not_planned", signal?: AbortSignal): Promise<GitHubIssue> {
    return this.#send("PATCH", `issues/${number}`, { state: "closed", state_reason: reason }, Issue, signal);
  }

  createIssue(title: string, body: string, labels: readonly string[], signal?: AbortSignal): Promise<GitHubIssue> {
    return this.#send("POST", "issues", { title, body, labels }, Issue, signal);
  }

  async addLabels(number: number, labels: readonly string[], signal?: AbortSignal): Promise<void> {
    await this.#send("POST", `issues/${number}/labels`, { labels }, z.array(z.unknown()), signal);
  }

  async comment(number: number, body: string, signal?: AbortSignal): Promise<number> {
    return (await this.#send("POST", `issues/${number}/comments`, { body }, z.object({ id: Id }), signal)).id;
  }

  async #all<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T[]> {
    const all: T[] = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
      const list = z.array(schema);
      const rows = await this.#ask(`${path}&per_page=${PAGE}&page=${page}`, { expect: "json", schema: list, signal });
      all.push(...rows);
      if (rows.length < PAGE) return all;
    }
    throw new SourceError(this.#options.source, "oversized", `has more than ${MAX_PAGES} pages`, "Use another label.");
  }

  #send<T>(
    method: "POST" | "PATCH",
    path: string,
    body: object,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    return this.#ask(path, { method, body: JSON.stringify(body), expect: "json", schema, signal });
  }

  #ask<T>(path: string, options: Omit<RequestOptions<T>, "url">): Promise<T> {
    return this.#request(`repos/${this.#options.repository}/${path}`, options);
  }

  async #request<T>(path: string, options: Omit<RequestOptions<T>, "url">): Promise<T> {
    const { source, apiUrl, token, request } = this.#options;
    const headers = {
      authorization: `Bearer ${token}`,
      accept: "application/vnd.github+json",
      "content-type": "application/json",
      "user-agent": "perdure-oracle",
      "x-github-api-version": "2022-11-28",
    };
    const url = `${apiUrl.replace(/\/$/, "")}/${path}`;
    return (await request(source, { ...options, url, headers })).body;
  }
}
