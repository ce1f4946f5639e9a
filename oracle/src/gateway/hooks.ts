import { createHash } from "node:crypto";
import type { Context } from "hono";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { SourceError } from "../errors.ts";
import { enqueue } from "../outbound/deliveries.ts";
import type { Recorder } from "../sources/Source.ts";
import type { Database } from "../storage/Database.ts";
import { isSignedBy } from "../verification/hmac.ts";
import { callbackTarget, type Processes } from "./processes.ts";
import { GatewayRefusal } from "./refusal.ts";
import { readJson, type Requests } from "./requests.ts";

const EVENT_HEADERS = ["x-discourse-event", "x-github-event"];
/** Of one hook's processes; the rest is looked at in its turn. */
const MOST_LOOKS = 20;

const User = z.object({
  user: z.object({ id: z.int(), username: z.string(), user_fields: z.record(z.string(), z.json()).nullish() }),
});

export interface HooksDependencies {
  requests: Requests;
  processes: Processes;
  database: Database;
  clock: Clock;
}

/**
 * Takes a platform's webhook: a hint that something may have happened, and what the driver asked to be told of. Nothing in it is
 * believed; votes are read from the platform itself.
 */
export async function receiveHook(
  { requests, processes, database, clock }: HooksDependencies,
  context: Context,
  record: Recorder,
): Promise<void> {
  const { community = "", plugin = "" } = context.req.param() as Record<string, string>;
  const { config, body } = await requests.fromPlatform(context, community);
  const hook = Object.hasOwn(config.hooks, plugin) ? config.hooks[plugin] : undefined;
  if (hook === undefined) throw new GatewayRefusal(404, "Not found.");
  if (!isSignedBy(hook.secret, body, context.req.header(hook.header))) {
    throw new GatewayRefusal(401, "Invalid signature.");
  }
  const data = readJson(context, body, z.record(z.string(), z.json()));
  const event = EVENT_HEADERS.map((name) => context.req.header(name)).find((name) => name !== undefined) ?? "event";
  if (config.events !== undefined) {
    const told = eventOf(community, plugin, event, data, Math.floor(clock.now() / 1_000));
    // A platform that tries again does so under another id: the same content is the same event.
    const digest = createHash("sha256").update(`${event}\n`).update(body).digest("hex");
    const payload = { url: config.events, body: JSON.stringify(told) };
    await enqueue(
      database,
      { target: callbackTarget(community), key: `event:${plugin}:${digest}`, payload },
      clock.now(),
    );
  }
  for (const row of (await processes.open(community, plugin)).slice(0, MOST_LOOKS)) {
    try {
      for await (const observed of processes.look(row)) await record(observed);
    } catch (error) {
      // The platform did its part; we look again in our own time.
      if (!(error instanceof SourceError)) throw error;
    }
  }
}

/** In the form in which PolicyKit takes events. */
function eventOf(community: string, plugin: string, event: string, data: object, now: number): object {
  const user = User.safeParse(data);
  const isProfile = event === "user_updated" && user.success;
  return {
    community,
    source: plugin,
    event_type: isProfile ? "user_fields_changed" : event,
    timestamp: String(now),
    data: isProfile ? { ...user.data.user, user_fields: user.data.user.user_fields ?? {} } : data,
    initiator: { user_id: user.success ? user.data.user.username : plugin, provider: plugin },
  };
}
