import type { Hono } from "hono";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { limitRate } from "../../http/rateLimit.ts";
import type { Request } from "../../http/request.ts";
import type { Observed, Source } from "../Source.ts";
import { patronageOf } from "./adapter.ts";
import { OpenCollectiveClient } from "./client.ts";

export const OpenCollectiveConfig = z.strictObject({
  kind: z.literal("opencollective"),
  url: z.url({ protocol: /^https?$/ }).default("https://api.opencollective.com/graphql/v2"),
  slug: z.string().regex(/^[\w-]{1,100}$/),
  token: z.string().min(1),
  /** Seconds between looks, each of which reads all orders. */
  every: z.int().min(60).default(3_600),
  requestsPerMinute: z.int().positive().default(60),
});
export type OpenCollectiveConfig = z.infer<typeof OpenCollectiveConfig>;

export interface OpenCollectiveDependencies {
  request: Request;
  clock: Clock;
  onWait?: (source: string, milliseconds: number) => void;
}

/** A hint that nobody signed may have us look this much earlier, and not more often. */
const SOONEST = 60_000;

export function createOpenCollective(
  config: OpenCollectiveConfig,
  { request, clock, onWait }: OpenCollectiveDependencies,
): Source {
  const name = `opencollective:${config.slug}`;
  const limits = [{ count: config.requestsPerMinute, windowMs: 60_000 }];
  const limited = limitRate(request, { clock, limits, ...(onWait === undefined ? {} : { onWait }) });
  const client = new OpenCollectiveClient(name, config.url, config.slug, config.token, limited);
  let lookedAt = -Infinity;
  let isHinted = false;

  return {
    name,
    async *observe(_cursor, signal): AsyncGenerator<Observed> {
      if (clock.now() < lookedAt + (isHinted ? SOONEST : config.every * 1_000)) return;
      isHinted = false;
      for await (const order of client.getOrders(signal)) {
        for (const observation of patronageOf(name, order))
          yield { key: `patronage/${observation.donationId}`, observation };
      }
      // Only now: a look that failed half-way begins again.
      lookedAt = clock.now();
    },
    confirm: async ({ key }, signal) => {
      for await (const order of client.getOrders(signal)) {
        const found = patronageOf(name, order).find(({ donationId }) => key === `patronage/${donationId}`);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    // Unsigned, and tried only once: what it says is not even read.
    mount: (app: Hono) => {
      app.post(`/hooks/${name.replace(":", "/")}`, (context) => {
        isHinted = true;
        return context.json({ ok: true });
      });
    },
  };
}
