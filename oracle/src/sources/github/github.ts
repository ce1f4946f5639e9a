import type { Hono } from "hono";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { SourceError } from "../../errors.ts";
import { parseJson } from "../../http/json.ts";
import { limitRate } from "../../http/rateLimit.ts";
import type { Request } from "../../http/request.ts";
import type { Observation } from "../../observation.ts";
import { isSignedBy } from "../../verification/hmac.ts";
import { PollFollower } from "../polls.ts";
import type { Observed, Recorder, Source } from "../Source.ts";
import { answerWebhook } from "../webhook.ts";
import { patronageOf, readIssue } from "./adapter.ts";
import { GitHubClient } from "./client.ts";
import { Sponsors } from "./sponsors.ts";

export const GitHubConfig = z.strictObject({
  kind: z.literal("github"),
  apiUrl: z.url({ protocol: /^https?$/ }).default("https://api.github.com"),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  token: z.string().min(1),
  webhookSecret: z.string().min(16).optional(),
  /** Issues with it are polls by reactions. */
  label: z.string().min(1).default("vote"),
  grace: z.int().nonnegative().default(600),
  watch: z
    .int()
    .nonnegative()
    .default(7 * 86_400),
  requestsPerMinute: z.int().positive().default(60),
  /** A user or an organization whose sponsors are read each month; the token has to be theirs. */
  sponsored: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .optional(),
  /** Seconds between looks at them. */
  sponsorsEvery: z.int().min(60).default(3_600),
});
export type GitHubConfig = z.infer<typeof GitHubConfig>;

export interface GitHubDependencies {
  request: Request;
  clock: Clock;
  onWait?: (source: string, milliseconds: number) => void;
  onFault?: (error: SourceError) => void;
}

function nameOf({ apiUrl, repository }: GitHubConfig): string {
  return `github:${new URL(apiUrl).host.replace(/^api\./, "")}/${repository}`;
}

/** For those who write to issues; a source makes its own. */
export function createGitHubClient(config: GitHubConfig, { request }: { request: Request }): GitHubClient {
  const { apiUrl, repository, token } = config;
  return new GitHubClient({ source: nameOf(config), apiUrl, repository, token, request });
}

export function createGitHub(config: GitHubConfig, { request, clock, onWait, onFault }: GitHubDependencies): Source {
  const name = nameOf(config);
  const { label, grace, watch, webhookSecret: secret } = config;
  const limits = [{ count: config.requestsPerMinute, windowMs: 60_000 }];
  const limited = limitRate(request, { clock, limits, ...(onWait === undefined ? {} : { onWait }) });
  const client = createGitHubClient(config, { request: limited });
  const follower = new PollFollower({
    source: name,
    clock,
    grace,
    watch,
    discover: async (since = new Date(0).toISOString(), signal) => {
      const issues = await client.getIssues(label, since, signal);
      return { ids: issues.map(({ number }) => String(number)), since: issues.at(-1)?.updated_at ?? since };
    },
    read: (id, signal) => readIssue(id, { source: name, client, label }, signal),
  });
  const { sponsored: login, sponsorsEvery: every } = config;
  const sponsors = login === undefined ? undefined : new Sponsors({ source: name, client, clock, login, every });
  return {
    name,
    async *observe(cursor, signal) {
      yield* follower.observe(cursor, signal);
      if (sponsors !== undefined) yield* sponsors.observe(signal);
    },
    confirm: async (claimed, signal) => {
      if (claimed.observation.kind !== "patronage") return follower.confirm(claimed, signal);
      if (claimed.evidence !== undefined) return confirmSponsorship(name, secret, claimed);
      return sponsors?.confirm(claimed, signal);
    },
    ...(secret === undefined
      ? {}
      : { mount: (app: Hono, record: Recorder) => mountWebhook(app, name, secret, record, onFault) }),
  };
}

/** A webhook as it came: whoever has the secret can verify it again. */
const Evidence = z.object({ signature: z.string(), body: z.string() });

function confirmSponsorship(
  source: string,
  secret: string | undefined,
  { key, evidence }: Observed,
): Observation | undefined {
  if (secret === undefined || evidence === undefined) return undefined;
  const { data } = Evidence.safeParse(parseJson(source, evidence));
  if (data === undefined || !isSignedBy(secret, Buffer.from(data.body), data.signature)) return undefined;
  const seen = patronageOf(source, parseJson(source, data.body));
  return seen !== undefined && key === `patronage/${seen.donationId}` ? seen : undefined;
}

/** As many deliveries as are remembered. GitHub repeats one only by hand, and under its own id. */
const REMEMBERED = 10_000;

function mountWebhook(
  app: Hono,
  source: string,
  secret: string,
  record: Recorder,
  onFault: ((error: SourceError) => void) | undefined,
): void {
  const delivered = new Set<string>();
  const header = "x-hub-signature-256";
  app.post(`/hooks/${source.replace(":", "/")}`, (context) =>
    answerWebhook(context, { source, secret, header, onFault }, async (body, text) => {
      const id = context.req.header("x-github-delivery") ?? "";
      const observation =
        context.req.header("x-github-event") === "sponsorship" ? patronageOf(source, body) : undefined;
      if (observation === undefined || delivered.has(id)) return;
      const evidence = JSON.stringify({ signature: context.req.header(header), body: text });
      await record({ key: `patronage/${observation.donationId}`, observation, evidence });
      delivered.add(id);
      for (const old of delivered) if (delivered.size > REMEMBERED) delivered.delete(old);
    }),
  );
}
