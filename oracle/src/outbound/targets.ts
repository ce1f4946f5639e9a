import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Request } from "../http/request.ts";
import { parseAs } from "../http/request.ts";
import { SIGNATURE_HEADER, signBody } from "../verification/webhookSignature.ts";
import type { Target } from "./deliverer.ts";
import type { Delivery } from "./deliveries.ts";
import { ForumAccess, openTopic, pollMarkup } from "./forumTopics.ts";

const Name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const Secret = z.string().min(16);
const Repository = z.string().regex(/^[\w.-]+\/[\w.-]+$/);

/** Where deliveries may go, by name. */
export const TargetConfig = z.discriminatedUnion("kind", [
  /** Anything that takes a signed POST. */
  z.strictObject({ kind: z.literal("webhook"), name: Name, url: z.url({ protocol: /^https?$/ }), secret: Secret }),
  /** A forum: messages to members, and polls. */
  z.strictObject({ kind: z.literal("discourse"), name: Name, forum: ForumAccess }),
  /** The issues of a repository. */
  z.strictObject({
    kind: z.literal("github"),
    name: Name,
    repository: Repository,
    token: z.string().min(1),
    api: z.url().default("https://api.github.com"),
  }),
  /** Another Metagov server, which keeps a copy of the revenue shares for its own `revshare.pick-pointer`. */
  z.strictObject({
    kind: z.literal("metagov"),
    name: Name,
    url: z.url().regex(/[^/]$/),
    community: z.string().min(1),
    token: z.string().min(1).optional(),
  }),
]);
export type TargetConfig = z.infer<typeof TargetConfig>;

export interface TargetDependencies {
  request: Request;
  clock: Clock;
}

/** What a forum takes. */
export const ForumPayload = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("message"),
    recipients: z
      .array(z.string().regex(/^[^,\s]{1,60}$/))
      .min(1)
      .max(50),
    title: z.string().min(1).max(255),
    raw: z.string().min(1).max(32_000),
  }),
  z.strictObject({
    kind: z.literal("poll"),
    title: z.string().min(1).max(255),
    options: z.array(z.string().min(1).max(500)).min(1).max(20),
    details: z.string().max(32_000).optional(),
    category: z.int().optional(),
    closesAt: z.int().optional(),
  }),
]);

/** What becomes of an issue: it is closed, labelled, or both. */
export const IssuePayload = z.strictObject({
  issue: z.int().positive(),
  close: z.enum(["completed", "not_planned"]).optional(),
  labels: z.array(z.string().min(1).max(50)).max(20).optional(),
});

/** A configuration of another Metagov server. */
export const SharesPayload = z.strictObject({
  key: z.string().min(1),
  pointers: z.record(z.string(), z.number().positive()),
});

/** Where a process is to be told of, as its driver asked. */
const CallbackPayload = z.strictObject({ url: z.url(), body: z.string() });

export function createTarget(config: TargetConfig, dependencies: TargetDependencies): Target {
  const { name } = config;
  switch (config.kind) {
    case "webhook":
      return webhook(name, dependencies, config.secret, ({ payload }) => ({ url: config.url, body: payload }));
    case "discourse":
      return { name, deliver: (delivery, signal) => toForum(config.forum, dependencies, name, delivery, signal) };
    case "github":
      return { name, deliver: (delivery, signal) => toIssue(config, dependencies, delivery, signal) };
    case "metagov":
      return { name, deliver: (delivery, signal) => toMetagov(config, dependencies, delivery, signal) };
    default:
      return config satisfies never;
  }
}

/** Tells drivers how their processes ended, wherever they asked to be told. */
export function createCallbackTarget(name: string, secret: string, dependencies: TargetDependencies): Target {
  return webhook(name, dependencies, secret, ({ payload }) => parseAs(name, CallbackPayload, JSON.parse(payload)));
}

function webhook(
  name: string,
  { request, clock }: TargetDependencies,
  secret: string,
  read: (delivery: Delivery) => { url: string; body: string },
): Target {
  const deliver = async (delivery: Delivery, signal: AbortSignal): Promise<void> => {
    const { url, body } = read(delivery);
    await request(name, {
      method: "POST",
      url,
      headers: {
        "content-type": "application/json",
        "idempotency-key": delivery.id,
        "perdure-delivery": delivery.id,
        "perdure-attempt": String(delivery.attempts),
        // Of this attempt's time: a receiver refuses what is old, and a late retry is not.
        [SIGNATURE_HEADER]: signBody(secret, Math.floor(clock.now() / 1_000), body),
      },
      body,
      expect: "nothing",
      signal,
    });
  };
  return { name, deliver };
}

async function toForum(
  forum: ForumAccess,
  { request }: TargetDependencies,
  name: string,
  { id, payload }: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const what = parseAs(name, ForumPayload, JSON.parse(payload));
  const raw = what.kind === "message" ? what.raw : pollMarkup(name, what);
  const more = what.kind === "message" ? { recipients: what.recipients } : { category: what.category };
  await openTopic(request, forum, { externalId: `perdure-${id}`, title: what.title, raw, ...more }, signal);
}

/** Closing what is closed, and labelling what is labelled, changes nothing: both can be repeated. */
async function toIssue(
  { name, api, repository, token }: Extract<TargetConfig, { kind: "github" }>,
  { request }: TargetDependencies,
  { payload }: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const { issue, close, labels = [] } = parseAs(name, IssuePayload, JSON.parse(payload));
  const url = `${api}/repos/${repository}/issues/${issue}`;
  const send = async (method: "POST" | "PATCH", to: string, body: unknown): Promise<void> => {
    await request(name, {
      method,
      url: to,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "user-agent": "perdure-oracle",
        "x-github-api-version": "2022-11-28",
      },
      body: JSON.stringify(body),
      expect: "nothing",
      signal,
    });
  };
  if (labels.length > 0) await send("POST", `${url}/labels`, { labels });
  if (close !== undefined) await send("PATCH", url, { state: "closed", state_reason: close });
}

async function toMetagov(
  { name, url, community, token }: Extract<TargetConfig, { kind: "metagov" }>,
  { request }: TargetDependencies,
  { payload }: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const parameters = parseAs(name, SharesPayload, JSON.parse(payload));
  await request(name, {
    method: "POST",
    url: `${url}/api/internal/action/revshare.replace-config`,
    headers: {
      "content-type": "application/json",
      "x-metagov-community": community,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ parameters }),
    expect: "nothing",
    signal,
  });
}
