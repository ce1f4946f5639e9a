import { createHmac, randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Clock } from "../../src/clock.ts";
import { serveApp } from "../helpers/server.ts";

export interface GitHubServer {
  url: string;
  issues: Issue[];
  asked: string[];
  sponsorships: GitHubSponsorship[];
  /** Whether the token is that of the account that is sponsored: others do not get to see tiers. */
  ownsToken: boolean;
  /** Whether the quota is used up until a minute from now. */
  exhausted: boolean;
  interfere?: ((context: Context) => Response | undefined | Promise<Response | undefined>) | undefined;
  open(title: string, labels?: string[]): Issue;
  react(issue: Issue, user: number | null, content: string, type?: "User" | "Bot"): void;
  close(): Promise<void>;
  closeIssue(issue: Issue): void;
  reopenIssue(issue: Issue): void;
  deliver(to: string, event: string, payload: object, delivery?: string): Promise<Response>;
}

export interface GitHubSponsorship {
  id: string;
  createdAt: string;
  isActive: boolean;
  isOneTimePayment: boolean;
  privacyLevel: "PUBLIC" | "PRIVATE";
  sponsorEntity: { databaseId: number } | null;
  sponsorable: { login: string };
  tier: { monthlyPriceInCents: number };
}

export interface Issue {
  number: number;
  title: string;
  body: string | null;
  html_url: string;
  state: "open" | "closed";
  created_at: string;
  updated_at: string;
  closed_at: string | null;
  labels: { name: string }[];
  reactions: { id: number; user: object | null; content: string; created_at: string }[];
  comments: string[];
}

const TOKEN = "a-token";

/** The part of GitHub's REST interface that has to do with issues. */
export async function startGitHub({ clock, secret }: { clock: Clock; secret: string }): Promise<GitHubServer> {
  const state = {
    issues: [],
    sponsorships: [],
    ownsToken: true,
    asked: [],
    exhausted: false,
  } as unknown as GitHubServer;
  const time = (): string => new Date(Math.floor(clock.now() / 1_000) * 1_000).toISOString().replace(".000", "");
  const app = new Hono();
  app.use(async (context, next) => {
    state.asked.push(context.req.path);
    const interference = await state.interfere?.(context);
    if (interference !== undefined) return interference;
    if (context.req.header("authorization") !== `Bearer ${TOKEN}`)
      return context.json({ message: "Bad credentials" }, 401);
    if (!state.exhausted) return next();
    const reset = String(Math.floor(clock.now() / 1_000) + 60);
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
    return context.json({ message: "API rate limit exceeded" }, 403, headers);
  });
  app.notFound((context) => context.json({ message: "Not Found" }, 404));
  app.post("/graphql", async (context) => answerQuery(context, state));
  route(app.basePath("/repos/pistachio/trees"), state, time);
  const served = await serveApp(app);
  return Object.assign(state, served, handles(state, time, secret));
}

interface Query {
  query: string;
  variables: { login?: string; after?: string | null; id?: string };
}

/** Sponsors in pages, without those who are private. What is not there is an error, with status 200. */
async function answerQuery(context: Context, state: GitHubServer): Promise<Response> {
  const { query, variables } = await context.req.json<Query>();
  const shown = (one: GitHubSponsorship): object => ({ ...one, tier: state.ownsToken ? one.tier : null });
  if (query.includes("node(")) {
    const node = state.sponsorships.find(({ id }) => id === variables.id);
    if (node !== undefined) return context.json({ data: { node: shown(node) } });
    if (variables.id?.startsWith("U_") === true) return context.json({ data: { node: {} } });
    return context.json({
      data: { node: null },
      errors: [{ type: "NOT_FOUND", message: "Could not resolve to a node" }],
    });
  }
  const isShown = ({ isActive, privacyLevel }: GitHubSponsorship): boolean => isActive && privacyLevel === "PUBLIC";
  const all = state.sponsorships.filter((one) => isShown(one) && one.sponsorable.login === variables.login);
  const [from, most] = [Number(variables.after ?? 0), Number(/first:(\d+)/.exec(query)?.[1])];
  const to = Math.min(all.length, from + most);
  const pageInfo = { hasNextPage: to < all.length, endCursor: String(to) };
  const sponsorshipsAsMaintainer = { nodes: all.slice(from, to).map(shown), pageInfo };
  return context.json({ data: { repositoryOwner: { sponsorshipsAsMaintainer } } });
}

function route(app: Hono, state: GitHubServer, time: () => string): void {
  const find = (context: Context): Issue | undefined =>
    state.issues.find(({ number }) => number === Number(context.req.param("number")));
  const page = <T>(context: Context, rows: readonly T[]): T[] => {
    const [size, number] = [
      Math.min(100, Number(context.req.query("per_page") ?? 30)),
      Number(context.req.query("page") ?? 1),
    ];
    return rows.slice((number - 1) * size, number * size);
  };
  app.get("/issues", (context) => {
    const { labels, since = "" } = context.req.query();
    const wanted = state.issues.filter(
      (issue) => issue.labels.some(({ name }) => name === labels) && issue.updated_at >= since,
    );
    return context.json(
      page(
        context,
        wanted.toSorted((a, b) => (a.updated_at < b.updated_at ? -1 : 1)),
      ),
    );
  });
  app.get("/issues/:number", (context) => {
    const issue = find(context);
    return issue === undefined ? context.notFound() : context.json(issue);
  });
  app.get("/issues/:number/reactions", (context) => context.json(page(context, find(context)?.reactions ?? [])));
  app.patch("/issues/:number", async (context) => {
    const issue = find(context);
    if (issue === undefined) return context.notFound();
    const { state: to } = await context.req.json<{ state: "closed" }>();
    return context.json(Object.assign(issue, { state: to, closed_at: time(), updated_at: time() }));
  });
  app.post("/issues", async (context) => {
    const { title, labels } = await context.req.json<{ title: string; labels: string[] }>();
    return context.json(state.open(title, labels), 201);
  });
  app.post("/issues/:number/labels", async (context) => {
    const { labels } = await context.req.json<{ labels: string[] }>();
    find(context)?.labels.push(...labels.map((name) => ({ name })));
    return context.json(find(context)?.labels ?? []);
  });
  app.post("/issues/:number/comments", async (context) => {
    const { body } = await context.req.json<{ body: string }>();
    find(context)?.comments.push(body);
    return context.json({ id: 1, body }, 201);
  });
}

function handles(state: GitHubServer, time: () => string, secret: string): Partial<GitHubServer> {
  return {
    open: (title, labels = ["vote"]) => {
      const number = state.issues.length + 1;
      const issue: Issue = {
        number,
        title,
        body: null,
        html_url: `https://github.com/pistachio/trees/issues/${number}`,
        state: "open",
        created_at: time(),
        updated_at: time(),
        closed_at: null,
        labels: labels.map((name) => ({ name })),
        reactions: [],
        comments: [],
      };
      state.issues.push(issue);
      return issue;
    },
    react: ({ reactions }, user, content, type = "User") => {
      const by = user === null ? null : { id: user, login: `user${user}`, type };
      reactions.push({ id: reactions.length + 1, user: by, content, created_at: time() });
    },
    closeIssue: (issue) => void Object.assign(issue, { state: "closed", closed_at: time(), updated_at: time() }),
    reopenIssue: (issue) => void Object.assign(issue, { state: "open", closed_at: null, updated_at: time() }),
    deliver: (to, event, payload, delivery = randomUUID()) => {
      const body = JSON.stringify(payload);
      const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
      const headers = { "x-github-event": event, "x-github-delivery": delivery, "x-hub-signature-256": signature };
      return fetch(to, { method: "POST", body, headers: { ...headers, "content-type": "application/json" } });
    },
  };
}
