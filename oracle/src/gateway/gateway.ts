import { type Context, Hono } from "hono";
import type { z } from "zod";
import type { Clock } from "../clock.ts";
import { SourceError } from "../errors.ts";
import type { Request } from "../http/request.ts";
import type { Target } from "../outbound/deliverer.ts";
import { createCallbackTarget } from "../outbound/targets.ts";
import type { Revenue } from "../revenue/revenue.ts";
import type { Observed, Recorder, Source } from "../sources/Source.ts";
import type { Database } from "../storage/Database.ts";
import { Actions } from "./actions.ts";
import type { MetagovConfig } from "./config.ts";
import { receiveHook } from "./hooks.ts";
import * as identity from "./identity.ts";
import { callbackTarget, NewProcess, Processes } from "./processes.ts";
import { answerErrors, GatewayRefusal } from "./refusal.ts";
import { type Asked, readJson, readQuery, Requests } from "./requests.ts";
import type { VoteBackend } from "./votes.ts";

export interface MetagovDependencies {
  database: Database;
  clock: Clock;
  request: Request;
  backends: readonly VoteBackend[];
  /** Without it, there is no `revshare`. */
  revenue?: Revenue | undefined;
  /** Told of what is our own fault. */
  onFailure: (error: Error) => void;
}

export interface Metagov extends Source {
  /** Where callbacks and events leave, for the deliverer. */
  readonly targets: readonly Target[];
  /** Starts a vote on our own account; one that is asked for again under the same id is the same. */
  start(community: string, name: string, process: z.input<typeof NewProcess>, id: string): Promise<number>;
}

interface Parts {
  config: MetagovConfig;
  requests: Requests;
  processes: Processes;
  actions: Actions;
  identities: identity.Identities;
}

/** A Metagov-compatible gateway, served by us, so that a PolicyKit can drive us. */
export function createMetagov(config: MetagovConfig, dependencies: MetagovDependencies): Metagov {
  const { database, clock, revenue, onFailure } = dependencies;
  const shared = { config, database, clock };
  const parts: Parts = {
    config,
    requests: new Requests(shared),
    processes: new Processes({ ...shared, backends: dependencies.backends, revenue }),
    actions: new Actions({ ...shared, revenue }),
    identities: new identity.Identities(database),
  };
  const targets = Object.entries(config.communities).map(([community, { callbackSecret }]) =>
    createCallbackTarget(callbackTarget(community), callbackSecret, dependencies),
  );
  return {
    name: config.name,
    targets,
    start: (community, name, process, id) => parts.processes.start(community, name, NewProcess.parse(process), id),
    mount(app, record) {
      const api = new Hono();
      answerErrors(api, onFailure);
      mountActions(api, parts, record);
      mountProcesses(api, parts, record);
      mountIdentity(api, parts);
      mountUsers(api, parts);
      mountRest(api, parts, record, dependencies);
      app.route("/", api);
    },
    observe: (_, signal) => lookAtAll(parts.processes, signal),
    confirm: (claimed, signal) =>
      /^(?:outcome|revshare)\//.test(claimed.key)
        ? parts.actions.confirm(claimed)
        : parts.processes.confirm(claimed, signal),
  };
}

/** One that fails keeps no other from being looked at. */
async function* lookAtAll(processes: Processes, signal: AbortSignal): AsyncGenerator<Observed> {
  let failure: SourceError | undefined;
  for (const row of await processes.open()) {
    signal.throwIfAborted();
    try {
      yield* processes.look(row, signal);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
}

function mountActions(api: Hono, { requests, actions }: Parts, record: Recorder): void {
  const answer = (context: Context, result: unknown): Response =>
    result === undefined ? context.body(null) : context.json(result);
  const publicly = async (context: Context): Promise<Response> =>
    answer(context, await actions.performPublicly(nameIn(context), context, await requests.publicly(context)));
  api.post("/api/action/:name", publicly);
  // Older plugins ask so.
  api.get("/api/action/:name", publicly);
  api.post("/api/internal/action/:name", async (context) => {
    const asked = await requests.internally(context);
    return answer(context, await actions.perform(nameIn(context), context, asked, record));
  });
  only(api, "/api/action/:name");
  only(api, "/api/internal/action/:name");
}

function mountProcesses(api: Hono, { requests, processes }: Parts, record: Recorder): void {
  const path = "/api/internal/process/:name";
  const one = async (context: Context, asked: Asked) => {
    const id = context.req.param("id") ?? "";
    if (!/^\d{1,18}$/.test(id)) throw new GatewayRefusal(404, "Not found.");
    return processes.get(asked.community, nameIn(context), BigInt(id));
  };
  api.post(path, async (context) => {
    const asked = await requests.internally(context);
    const process = readJson(context, asked.body, NewProcess);
    const key = context.req.header("idempotency-key")?.slice(0, 200);
    const id = await processes.start(asked.community, nameIn(context), process, key);
    return context.body(null, 202, { Location: `/api/internal/process/${nameIn(context)}/${id}` });
  });
  api.get(`${path}/:id`, async (context) => {
    const row = await one(context, await requests.anywhere(context));
    return context.json(processes.serialize(await recordAll(processes.look(row), record)));
  });
  api.delete(`${path}/:id`, async (context) => {
    const row = await one(context, await requests.anywhere(context));
    if (row.status === "completed") throw new GatewayRefusal(400, "Can't close process, it has already completed");
    return context.json(processes.serialize(await recordAll(processes.close(row), record)));
  });
  only(api, path);
  only(api, `${path}/:id`);
}

/** Stores what a look yields before it goes on, and returns what it comes to. */
async function recordAll<T>(look: AsyncGenerator<Parameters<Recorder>[0], T>, record: Recorder): Promise<T> {
  for (;;) {
    const { done, value } = await look.next();
    if (done === true) return value;
    await record(value);
  }
}

const IDENTITY = "/api/internal/identity";

type Act<T> = (community: string, asked: T) => Promise<unknown>;

function mountIdentity(api: Hono, { requests, identities }: Parts): void {
  const post = <T extends object>(name: string, schema: z.ZodType<T>, status: 200 | 201, act: Act<T>): void => {
    api.post(`${IDENTITY}/${name}`, async (context) => {
      const asked = await requests.anywhere(context);
      const read = readJson(context, asked.body, schema);
      if ("community_slug" in read) checkOwn(asked.community, read.community_slug);
      return context.json((await act(asked.community, read)) ?? {}, status);
    });
    only(api, `${IDENTITY}/${name}`);
  };
  post("create_id", identity.NewIds, 201, (community, { count }) => identities.create(community, count ?? 1));
  post("merge_ids", identity.Merge, 200, (community, ids) =>
    identities.merge(community, ids.primary_instance_id, ids.secondary_instance_id),
  );
  post("link_account", identity.Link, 200, (community, link) => identities.link(community, link));
  post("unlink_account", identity.Unlink, 200, (community, account) => identities.unlink(community, account));
}

function mountUsers(api: Hono, { requests, identities }: Parts): void {
  const get = <T extends object>(name: string, schema: z.ZodType<T>, act: Act<T>): void => {
    api.get(`${IDENTITY}/${name}`, async (context) => {
      const { community } = await requests.anywhere(context);
      const read = readQuery(context, schema);
      if ("community" in read) checkOwn(community, read.community);
      return context.json(await act(community, read));
    });
    only(api, `${IDENTITY}/${name}`);
  };
  get("get_user", identity.OneUser, (community, { external_id: id }) => identities.user(community, id));
  get("get_users", identity.ManyUsers, (community, filter) => identities.users(community, filter));
  get("filter_users_by_account", identity.ListedUsers, (community, { external_id_list: ids, ...filter }) =>
    identities.users(community, filter, ids),
  );
  get("get_linked_account", identity.OneAccount, (community, asked) => identities.account(community, asked));
}

/** Credentials are for a community; whoever names another one is told as much as whoever has none. */
function checkOwn(own: string, named: unknown): void {
  if (own !== named) throw new GatewayRefusal(400, `Community '${String(named).slice(0, 64)}' not found`);
}

function mountRest(api: Hono, parts: Parts, record: Recorder, dependencies: MetagovDependencies): void {
  const hook = async (context: Context): Promise<Response> => {
    await receiveHook({ ...dependencies, ...parts }, context, record);
    return context.body(null);
  };
  for (const path of ["/api/hooks/:community/:plugin", "/api/hooks/:community/:plugin/:slug"]) {
    api.post(path, hook);
    only(api, path);
  }
  // PolicyKit reads and writes communities; ours are as their operator configured them.
  api.on(["GET", "PUT"], "/api/internal/community/:slug", async (context) => {
    const { community, config } = await parts.requests.anywhere(context);
    checkOwn(community, context.req.param("slug"));
    return context.json({ slug: community, readable_name: config.readableName, plugins: [] });
  });
  api.all("/api/*", () => {
    throw new GatewayRefusal(404, "Not found.");
  });
}

function only(api: Hono, path: string): void {
  api.all(path, (context) => {
    throw new GatewayRefusal(405, `Method "${context.req.method}" not allowed.`);
  });
}

function nameIn(context: Context): string {
  return context.req.param("name") ?? "";
}
