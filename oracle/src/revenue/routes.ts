import { randomBytes } from "node:crypto";
import type { Context, Hono } from "hono";
import { cors } from "hono/cors";
import { decodeRevshare, paymentUrl, pickShare } from "../verification/revshare.ts";
import type { Page, Revenue } from "./revenue.ts";

export interface RevenueRoutesDependencies {
  /** Without it, only links that carry their shares with them are served. */
  revenue: Revenue | undefined;
  /** Throws to refuse a client that asks too often. */
  limit: (context: Context) => void;
  /** In [0, 1); from the system by default. */
  random?: () => number;
}

const MOST_TAGS = 20;
const NAME = /^[^\s/]{1,200}$/;

/**
 * Where pages, forums and wallets ask whom to pay. A link whose last part is a payload is a probabilistic revenue share as the field
 * has them: wallets are sent on to the one that was picked. Any other part is a key of the community's own shares.
 */
export function mountRevenue(app: Hono, { revenue, limit, random = secureRandom }: RevenueRoutesDependencies): void {
  app.use("/revshare/*", cors());
  app.use("/web-monetization/*", cors());

  app.get("/revshare/:key", async (context) => {
    limit(context);
    const key = context.req.param("key");
    const shares = decodeRevshare(key);
    if (shares !== undefined) return answer(context, pickShare(shares, random())?.pointer);
    if (!NAME.test(key)) return refuse(context, 400, "The key is none.");
    return answer(context, await pick(revenue, context, key));
  });

  // The shape in which the forum's plugin answers its pages.
  app.get("/web-monetization/pointer.json", async (context) => {
    limit(context);
    const pointer = await pick(revenue, context, undefined);
    return pointer === undefined ? refuse(context, 404, "Nobody shares in it.") : context.json({ pointer });
  });
}

async function pick(
  revenue: Revenue | undefined,
  context: Context,
  key: string | undefined,
): Promise<string | undefined> {
  const topic = context.req.query("topic") ?? context.req.query("topic_id");
  const tags = (context.req.query("tags") ?? "").split(",").filter((tag) => NAME.test(tag));
  const page: Page = {
    key,
    topic: topic !== undefined && NAME.test(topic) ? topic : undefined,
    tags: tags.slice(0, MOST_TAGS),
  };
  return revenue?.pick(page);
}

/** Each view picks anew: nothing on the way may keep an answer. */
function answer(context: Context, pointer: string | undefined): Response {
  const url = pointer === undefined ? undefined : paymentUrl(pointer);
  if (pointer === undefined || url === undefined) return refuse(context, 404, "Nobody shares in it.");
  context.header("Cache-Control", "no-store");
  if (context.req.query("format") === "json") return context.json({ pointer, url });
  return context.redirect(url, 302);
}

function refuse(context: Context, status: 400 | 404, detail: string): Response {
  context.header("Cache-Control", "no-store");
  return context.json({ detail }, status);
}

function secureRandom(): number {
  return randomBytes(6).readUIntBE(0, 6) / 2 ** 48;
}
