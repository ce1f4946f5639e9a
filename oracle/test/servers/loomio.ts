import { type Context, Hono } from "hono";
import type { Clock } from "../../src/clock.ts";
import { serveApp } from "../helpers/server.ts";

export interface LoomioPollState {
  id: number;
  key: string;
  title: string;
  details: string;
  poll_type: string;
  anonymous: boolean;
  group_id: number;
  created_at: string;
  closing_at: string;
  closed_at: string | null;
  discarded_at: string | null;
  options: { id: number; name: string; voter_scores: Record<string, number> }[];
  /** How many voted besides those, and hide how. */
  hidden?: number;
}

interface LoomioCreation {
  group_id?: number;
  title?: string;
  poll_type?: string;
  options?: string[];
  details?: string;
  closing_at?: string;
}

export interface LoomioServer {
  url: string;
  polls: LoomioPollState[];
  asked: string[];
  interfere?: ((context: Context) => Response | undefined | Promise<Response | undefined>) | undefined;
  open(title: string, options?: string[], more?: Partial<LoomioPollState>): LoomioPollState;
  close(): Promise<void>;
  closePoll(poll: LoomioPollState): void;
}

/** Loomio's interface for bots. */
export async function startLoomio({ clock }: { clock: Clock }): Promise<LoomioServer> {
  const state = { polls: [], asked: [] } as unknown as LoomioServer;
  const app = new Hono();
  app.use(async (context, next) => {
    state.asked.push(context.req.path);
    const interference = await state.interfere?.(context);
    if (interference !== undefined) return interference;
    return context.req.header("authorization") === "Bearer a-key" ? next() : context.json({ error: 401 }, 401);
  });
  app.get("/api/b2/polls", (context) => {
    const { group_id: group, limit = "50", offset = "0" } = context.req.query();
    const all = state.polls.filter((poll) => poll.group_id === Number(group)).toSorted((a, b) => b.id - a.id);
    const shown = all.slice(Number(offset), Number(offset) + Math.min(50, Number(limit)));
    return context.json({ ...answerOf(shown), meta: { root: "polls", total: all.length } });
  });
  app.post("/api/b2/polls", async (context) => {
    const asked = await context.req.json<LoomioCreation>();
    const { title, poll_type: type, options, closing_at: closingAt = "", details = "", group_id: group = 0 } = asked;
    const errors = {
      ...(title === undefined || title === "" ? { title: ["can't be blank"] } : {}),
      ...(Array.isArray(options) && options.length > 0 ? {} : { poll_options: ["can't be blank"] }),
      ...(Date.parse(closingAt) > clock.now() ? {} : { closing_at: ["must be in the future"] }),
    };
    if (Object.keys(errors).length > 0) return context.json({ errors }, 422);
    const more = { poll_type: type ?? "proposal", details, group_id: group, closing_at: closingAt };
    return context.json(answerOf([state.open(title ?? "", options, more)]));
  });
  app.get("/api/b2/polls/:key", (context) => {
    const poll = state.polls.find(({ key }) => key === context.req.param("key"));
    return poll === undefined ? context.json({ exception: "Not found" }, 404) : context.json(answerOf([poll]));
  });
  const served = await serveApp(app);
  const time = (): string => new Date(clock.now()).toISOString();
  return Object.assign(state, served, {
    open: (title: string, options = ["agree", "disagree"], more: Partial<LoomioPollState> = {}): LoomioPollState => {
      const id = state.polls.length + 1;
      const poll = {
        id,
        key: `key${id}`,
        title,
        details: "",
        poll_type: "proposal",
        anonymous: false,
        group_id: 7,
        created_at: time(),
        closing_at: new Date(clock.now() + 86_400_000).toISOString(),
        closed_at: null,
        discarded_at: null,
        options: options.map((name, index) => ({ id: id * 100 + index, name, voter_scores: {} })),
        ...more,
      };
      state.polls.push(poll);
      return poll;
    },
    closePoll: (poll: LoomioPollState): void => void (poll.closed_at = time()),
  });
}

/** Whoever hides their vote is counted, but not named; options come in no order. */
function answerOf(polls: readonly LoomioPollState[]): object {
  return {
    polls: polls.map(({ options, hidden = 0, ...poll }) => ({
      ...poll,
      decided_voters_count: hidden + new Set(options.flatMap(({ voter_scores: scores }) => Object.keys(scores))).size,
    })),
    poll_options: polls.flatMap(({ id: poll_id, anonymous, options }) =>
      options
        .map(({ id, name, voter_scores: scores }, priority) => ({
          id,
          poll_id,
          name,
          priority,
          total_score: Object.values(scores).reduce((sum, score) => sum + score, 0),
          voter_scores: anonymous ? {} : scores,
        }))
        .toReversed(),
    ),
    users: [],
    stances: [],
  };
}
