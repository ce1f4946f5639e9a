import { type Context, Hono } from "hono";
import { serveApp } from "../helpers/server.ts";

export interface SourceCredServer {
  url: string;
  people: { id: string; subtype: string; cred: number[] }[];
  intervals: { startTimeMs: number; endTimeMs: number }[];
  ledger: { action: object; ledgerTimestamp: number; uuid: string; version: string }[];
  asked: string[];
  interfere?: ((context: Context) => Response | undefined | Promise<Response | undefined>) | undefined;
  record(action: object, at: number): void;
  close(): Promise<void>;
}

/** The files of an instance, as a web server gives them out: without telling what they are. */
export async function startSourceCred(): Promise<SourceCredServer> {
  const state = { people: [], intervals: [], ledger: [], asked: [] } as unknown as SourceCredServer;
  const app = new Hono();
  const file = (text: string): Response =>
    new Response(text, { headers: { "content-type": "text/plain; charset=utf-8" } });
  app.use(async (context, next) => {
    state.asked.push(context.req.path);
    return (await state.interfere?.(context)) ?? next();
  });
  app.get("/instance/output/accounts.json", () => {
    const accounts = state.people.map(({ id, subtype, cred }) => ({
      account: {
        identity: { id, name: id, subtype, address: `N\u0000sourcecred\u0000${id}\u0000`, aliases: [] },
        active: true,
      },
      totalCred: cred.reduce((sum, one) => sum + one, 0),
      cred,
    }));
    return file(JSON.stringify({ accounts, intervals: state.intervals, unclaimedAliases: [] }));
  });
  app.get("/instance/data/ledger.json", () => file(state.ledger.map((event) => JSON.stringify(event)).join("\n")));
  const served = await serveApp(app);
  return Object.assign(state, {
    url: `${served.url}/instance`,
    close: () => served.close(),
    record: (action: object, ledgerTimestamp: number) =>
      void state.ledger.push({ action, ledgerTimestamp, uuid: `event${state.ledger.length}`, version: "1" }),
  });
}
