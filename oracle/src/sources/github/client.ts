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

  async #ask<T>(path: string, options: Omit<RequestOptions<T>, "url">): Promise<T> {
    const { source, apiUrl, repository, token, request } = this.#options;
    const headers = {
      authorization: `Bearer ${token}`,
      accept: "application/vnd.github+json",
      "content-type": "application/json",
      "user-agent": "perdure-oracle",
      "x-github-api-version": "2022-11-28",
    };
    const url = `${apiUrl.replace(/\/$/, "")}/repos/${repository}/${path}`;
    return (await request(source, { ...options, url, headers })).body;
  }
}
