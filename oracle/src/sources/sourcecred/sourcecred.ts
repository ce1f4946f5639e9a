import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Request } from "../../http/request.ts";
import type { Observed, Source } from "../Source.ts";
import { credOf, grainOf, standingsOf } from "./adapter.ts";
import { SourceCredClient } from "./client.ts";

export const SourceCredConfig = z.strictObject({
  kind: z.literal("sourcecred"),
  /** Where the instance publishes its folder. */
  url: z.url({ protocol: /^https?$/ }),
  /** Scores as they are calculated now, or the grain that was given for them, which no longer changes. */
  metric: z.enum(["cred", "grain"]),
  /** How many of the latest intervals make somebody's standing; of cred, no others are told of and corrected. */
  intervals: z.int().min(1).max(520).default(4),
  /** Seconds between looks. */
  every: z.int().min(60).default(86_400),
});
export type SourceCredConfig = z.infer<typeof SourceCredConfig>;

export interface SourceCredDependencies {
  request: Request;
  clock: Clock;
}

export function createSourceCred(config: SourceCredConfig, { request, clock }: SourceCredDependencies): Source {
  const { url, metric, intervals, every } = config;
  const { host, pathname } = new URL(url);
  const name = `sourcecred:${host}${pathname.replace(/\/$/, "")}`;
  const client = new SourceCredClient(name, url, request);
  let lookedAt = -Infinity;

  const look = async (signal: AbortSignal): Promise<Observed[]> => {
    const seen =
      metric === "grain"
        ? grainOf(name, await client.getLedger(signal))
        : credOf(name, await client.getAccounts(signal), intervals, clock.now());
    return [...seen, ...standingsOf(name, seen, intervals)];
  };
  return {
    name,
    async *observe(_cursor, signal) {
      if (clock.now() < lookedAt + every * 1_000) return;
      yield* await look(signal);
      lookedAt = clock.now();
    },
    confirm: async ({ key }, signal) => (await look(signal)).find((seen) => seen.key === key)?.observation,
  };
}
