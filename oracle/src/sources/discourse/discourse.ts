import type { Hono } from "hono";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { SourceError } from "../../errors.ts";
import { limitRate } from "../../http/rateLimit.ts";
import type { Request } from "../../http/request.ts";
import type { Observation } from "../../observation.ts";
import { PollFollower, type PollReader } from "../polls.ts";
import type { Cursor, Observed, Source } from "../Source.ts";
import { answerWebhook } from "../webhook.ts";
import { pollIdOf, readPoll } from "./adapter.ts";
import { DiscourseClient } from "./client.ts";
import { Members } from "./members.ts";

const Words = z.array(z.string().trim().toLowerCase().min(1));

export const DiscourseConfig = z.strictObject({
  kind: z.literal("discourse"),
  url: z.url({ protocol: /^https?$/ }),
  apiKey: z.string().min(1),
  /** In whose name it is read and written. */
  apiUsername: z.string().min(1).default("system"),
  /** Without it, no webhooks are served; polls are then found when they are next looked for. */
  webhookSecret: z.string().min(16).optional(),
  /** Ids of those whose polls count; without it, all that the key can see. */
  categories: z.array(z.int().positive()).min(1).optional(),
  /** Whose members are read, with their trust levels. */
  group: z.string().min(1).optional(),
  /** Id of the user field in which members write their account on the chain. */
  accountField: z.string().min(1).optional(),
  /** Seconds between looks at all members, which cost a request each. */
  membersEvery: z.int().min(60).default(86_400),
  approve: Words.default(["yes", "approve", "agree", "for"]),
  reject: Words.default(["no", "reject", "disagree", "against"]),
  /** Seconds after a poll's close: more than the forum's edit window of five minutes. */
  grace: z.int().nonnegative().default(600),
  /** Seconds after that in which changes are still noticed. */
  watch: z
    .int()
    .nonnegative()
    .default(7 * 86_400),
  /** A forum lets all keys together ask 60 times; some is left to what the oracle writes. */
  requestsPerMinute: z.int().positive().default(45),
});
export type DiscourseConfig = z.infer<typeof DiscourseConfig>;

export interface DiscourseDependencies {
  request: Request;
  clock: Clock;
  onWait?: (source: string, milliseconds: number) => void;
  /** Told of every webhook that is refused. */
  onFault?: (error: SourceError) => void;
  /** Told the name of a member whose profile changed, a payment pointer set in it, say. */
  onProfile?: (username: string) => Promise<void> | void;
}

function discourseName(config: Pick<DiscourseConfig, "url">): string {
  const { host, pathname } = new URL(config.url);
  return `discourse:${host}${pathname.replace(/\/$/, "")}`;
}

/** For those who write to the forum; a source makes its own. */
export function createDiscourseClient(config: DiscourseConfig, { request }: { request: Request }): DiscourseClient {
  const { url, apiKey, apiUsername } = config;
  return new DiscourseClient({ source: discourseName(config), url, apiKey, apiUsername, request });
}

export function createDiscourse(config: DiscourseConfig, dependencies: DiscourseDependencies): Source {
  const { clock, onWait } = dependencies;
  const request = limitRate(dependencies.request, {
    clock,
    limits: [{ count: config.requestsPerMinute, windowMs: 60_000 }],
    ...(onWait === undefined ? {} : { onWait }),
  });
  const client = createDiscourseClient(config, { request });
  const name = discourseName(config);
  const hinted = new Set<number>();
  const follower = new PollFollower(pollReader(name, config, client, clock, hinted));
  const members = new Members({ source: name, client, clock, config });

  return {
    name,
    async *observe(cursor: Cursor | undefined, signal: AbortSignal): AsyncGenerator<Observed> {
      yield* follower.observe(cursor, signal);
      yield* members.observe(signal);
    },
    confirm: (claimed: Observed, signal: AbortSignal): Promise<Observation | undefined> =>
      ["poll", "ballots"].includes(claimed.observation.kind)
        ? follower.confirm(claimed, signal)
        : members.confirm(claimed, signal),
    mount: (app) => mountWebhook(app, name, config, hinted, dependencies),
  };
}

function pollReader(
  source: string,
  config: DiscourseConfig,
  client: DiscourseClient,
  clock: Clock,
  hinted: Set<number>,
): PollReader {
  const { url, grace, watch, approve, reject, categories } = config;
  const now = (): number => Math.floor(clock.now() / 1_000);
  return {
    source,
    clock,
    grace,
    watch,
    discover: async (since, signal) => {
      const { posts, newest } = await client.getNewPolls(Number(since ?? 0), categories, signal);
      const ids: string[] = [];
      for (const id of new Set([...posts, ...hinted])) {
        ids.push(...(await pollsOf(client, id, signal)));
        hinted.delete(id);
      }
      return { ids, since: String(newest) };
    },
    read: (id, signal) => readPoll(id, { source, url, client, verdicts: { approve, reject }, now: now() }, signal),
  };
}

async function pollsOf(client: DiscourseClient, postId: number, signal: AbortSignal): Promise<string[]> {
  try {
    const { polls } = await client.getPost(postId, signal);
    return (polls ?? []).map(({ name }) => pollIdOf(postId, name));
  } catch (error) {
    if (error instanceof SourceError && error.fault === "not-found") return [];
    throw error;
  }
}

const Hook = z.object({
  post: z.object({ id: z.int().positive() }).optional(),
  user: z.object({ username: z.string() }).optional(),
});

/**
 * The forum has no event for votes, and one that it repeats comes under another id: a webhook only says where to look.
 */
function mountWebhook(
  app: Hono,
  source: string,
  { webhookSecret: secret }: DiscourseConfig,
  hinted: Set<number>,
  { onFault, onProfile }: DiscourseDependencies,
): void {
  if (secret === undefined) return;
  app.post(`/hooks/${source.replace(":", "/")}`, (context) =>
    answerWebhook(context, { source, secret, header: "x-discourse-event-signature", onFault }, async (body) => {
      const { data } = Hook.safeParse(body);
      if (data?.user !== undefined) await onProfile?.(data.user.username);
      if (data?.post !== undefined) hinted.add(data.post.id);
    }),
  );
}
