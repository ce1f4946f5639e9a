import { type Context, Hono } from "hono";
import { serveApp } from "../helpers/server.ts";

export interface PolisServer {
  url: string;
  topic: string;
  comments: { id: number; body: string; moderated: -1 | 0 | 1 }[];
  /** As they were cast: nothing is ever taken out. */
  votes: { at: number; comment: number; voter: number; vote: -1 | 0 | 1 }[];
  asked: string[];
  interfere?: ((context: Context) => Response | undefined | Promise<Response | undefined>) | undefined;
  close(): Promise<void>;
}

/** The exports of one conversation's report, `r1`. */
export async function startPolis(): Promise<PolisServer> {
  const state = { topic: "Trees", comments: [], votes: [], asked: [] } as unknown as PolisServer;
  const app = new Hono();
  const csv = (rows: readonly (readonly (string | number)[])[]): Response => {
    const quoted = rows.map((row) =>
      row.map((field) => (typeof field === "number" ? field : `"${field.replaceAll('"', '""')}"`)),
    );
    return new Response(`${quoted.join("\n")}\n`, { headers: { "content-type": "text/csv" } });
  };
  const day = (at: number): string => new Date(at * 1_000).toString();
  app.use(async (context, next) => {
    state.asked.push(context.req.path);
    return (await state.interfere?.(context)) ?? next();
  });
  app.get("/api/v3/reportExport/r1/summary.csv", () =>
    csv([
      ["topic", state.topic],
      ["voters", new Set(state.votes.map(({ voter }) => voter)).size],
    ]),
  );
  app.get("/api/v3/reportExport/r1/comments.csv", () =>
    csv([
      ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"],
      ...state.comments.map(({ id, body, moderated }) => [1, day(1), id, 0, 0, 0, moderated, body]),
    ]),
  );
  app.get("/api/v3/reportExport/r1/votes.csv", () =>
    csv([
      ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
      ...state.votes.map(({ at, comment, voter, vote }) => [at, day(at), comment, voter, vote]),
    ]),
  );
  return Object.assign(state, await serveApp(app));
}
