import { createHmac, randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Clock } from "../../src/clock.ts";
import { serveApp } from "../helpers/server.ts";
import { DiscourseForum, Refusal, type ForumUser } from "./discourseForum.ts";

export interface DiscourseServerOptions {
  clock: Clock;
  apiKey?: string;
  webhookSecret?: string;
  /** Of all keys together. */
  requestsPerMinute?: number;
}

export interface DiscourseServer {
  url: string;
  apiKey: string;
  /** What is in the forum, and what people do there. */
  forum: DiscourseForum;
  /** Paths that were asked for. */
  asked: string[];
  /** Answers in place of the forum, once set. */
  interfere?: ((context: Context) => Response | undefined | Promise<Response | undefined>) | undefined;
  /** Sends a webhook as the forum does; its retry has another id. */
  deliver(to: string, event: "post_created" | "post_edited" | "user_updated", payload: object): Promise<Response>;
  close(): Promise<void>;
}

/** A forum over HTTP, with the manners of the real one. */
export async function startDiscourse(options: DiscourseServerOptions): Promise<DiscourseServer> {
  const {
    clock,
    apiKey = "forum-api-key",
    webhookSecret = "a secret that both know",
    requestsPerMinute = 60,
  } = options;
  const forum = new DiscourseForum(clock);
  const app = new Hono();
  const state = { forum, apiKey, asked: [] as string[] } as DiscourseServer;
  let minute: number[] = [];

  app.use(async (context, next) => {
    state.asked.push(context.req.path);
    const interference = await state.interfere?.(context);
    if (interference !== undefined) return interference;
    if (context.req.header("api-key") !== apiKey) {
      return context.json({ errors: ["You are not permitted."], error_type: "invalid_access" }, 403);
    }
    minute = minute.filter((at) => at > clock.now() - 60_000);
    const [first] = minute;
    if (minute.length >= requestsPerMinute && first !== undefined) {
      const wait = Math.ceil((first + 60_000 - clock.now()) / 1_000);
      const errors = ["You’ve performed this action too many times, please try again later."];
      return context.json({ errors, error_type: "rate_limit", extras: { wait_seconds: wait } }, 429, {
        "retry-after": String(wait),
      });
    }
    minute.push(clock.now());
    return next();
  });
  app.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    return context.json({ errors: [error.message], error_type: error.type }, error.status);
  });
  app.notFound((context) => context.html("<!DOCTYPE html><title>Oops! That page doesn’t exist.</title>", 404));
  route(app, forum);

  const served = await serveApp(app);
  return Object.assign(state, served, {
    deliver: (to: string, event: string, payload: object) => deliver(served.url, webhookSecret, to, event, payload),
  });
}

function route(app: Hono, forum: DiscourseForum): void {
  const caller = (context: Context): ForumUser => forum.user(context.req.header("api-username") ?? "");
  const numberIn = (context: Context, name: string, otherwise: number): number =>
    Number(context.req.query(name) ?? otherwise);

  app.get("/posts.json", (context) =>
    context.json({ latest_posts: forum.latest(numberIn(context, "before", Infinity)) }),
  );
  app.get("/posts/:id{[0-9]+\\.json}", (context) => context.json(forum.post(parseInt(context.req.param("id"), 10))));
  app.get("/polls/voters.json", (context) => {
    const { post_id, poll_name = "", option_id } = context.req.query();
    const [page, limit] = [Math.max(1, numberIn(context, "page", 1)), Math.min(50, numberIn(context, "limit", 25))];
    return context.json({ voters: forum.voters(Number(post_id), poll_name, option_id, page, limit) });
  });
  app.put("/polls/toggle_status.json", async (context) => {
    const { post_id, poll_name, status } = await context.req.json<{
      post_id: number;
      poll_name: string;
      status: "open";
    }>();
    return context.json({ poll: forum.toggle(caller(context), post_id, poll_name, status) });
  });
  app.put("/polls/vote.json", async (context) => {
    const { post_id, poll_name, options } = await context.req.json<{
      post_id: number;
      poll_name: string;
      options: string[];
    }>();
    return context.json({ poll: forum.vote(caller(context).username, post_id, poll_name, options) });
  });
  app.post("/posts.json", async (context) => {
    const body = await context.req.json<Record<string, string | number>>();
    return context.json(forum.write(caller(context), body));
  });
  app.get("/t/external_id/:id{.+\\.json}", (context) => {
    const post = forum.byExternalId(context.req.param("id").replace(/\.json$/, ""));
    if (post === undefined) throw new Refusal(404, "not_found", "The requested URL or resource could not be found.");
    return context.redirect(`/t/-/${forum.post(post).topic_id}.json?post=${post}`);
  });
  app.get("/t/-/:id{[0-9]+\\.json}", (context) => {
    const post = forum.post(numberIn(context, "post", 0));
    return context.json({ id: post.topic_id, slug: "-", post_stream: { posts: [post] } });
  });
  app.get("/t/:id{[0-9]+\\.json}", (context) => context.json(forum.topic(parseInt(context.req.param("id"), 10))));
  app.get("/u/:name{.+\\.json}", (context) =>
    context.json({ user: forum.profile(context.req.param("name").replace(/\.json$/, "")) }),
  );
  app.get("/groups/:name/members.json", (context) =>
    context.json(
      forum.members(context.req.param("name"), numberIn(context, "offset", 0), numberIn(context, "limit", 50)),
    ),
  );
}

function deliver(instance: string, secret: string, to: string, event: string, payload: object): Promise<Response> {
  const body = JSON.stringify(payload);
  return fetch(to, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-discourse-instance": instance,
      "x-discourse-event-id": randomUUID(),
      "x-discourse-event-type": event.split("_")[0] ?? event,
      "x-discourse-event": event,
      "x-discourse-event-signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
  });
}
