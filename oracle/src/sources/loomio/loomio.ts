import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { limitRate } from "../../http/rateLimit.ts";
import type { Request } from "../../http/request.ts";
import { PollFollower } from "../polls.ts";
import type { Source } from "../Source.ts";
import { readPoll } from "./adapter.ts";
import { LoomioClient } from "./client.ts";

const Words = z.array(z.string().trim().toLowerCase().min(1));

export const LoomioConfig = z.strictObject({
  kind: z.literal("loomio"),
  url: z.url({ protocol: /^https?$/ }).default("https://www.loomio.com"),
  apiKey: z.string().min(1),
  groups: z.array(z.int().positive()).min(1),
  approve: Words.default(["agree", "yes", "consent"]),
  reject: Words.default(["disagree", "no", "block"]),
  grace: z.int().nonnegative().default(600),
  watch: z
    .int()
    .nonnegative()
    .default(7 * 86_400),
  requestsPerMinute: z.int().positive().default(60),
});
export type LoomioConfig = z.infer<typeof LoomioConfig>;

export interface LoomioDependencies {
  request: Request;
  clock: Clock;
  onWait?: (source: string, milliseconds: number) => void;
}

export function createLoomio(config: LoomioConfig, { request, clock, onWait }: LoomioDependencies): Source {
  const { url, apiKey, groups, approve, reject, grace, watch } = config;
  const name = `loomio:${new URL(url).host}`;
  const limits = [{ count: config.requestsPerMinute, windowMs: 60_000 }];
  const limited = limitRate(request, { clock, limits, ...(onWait === undefined ? {} : { onWait }) });
  const client = new LoomioClient(name, url, apiKey, limited);
  const reading = { source: name, url, client, groups, verdicts: { approve, reject } };
  const follower = new PollFollower({
    source: name,
    clock,
    grace,
    watch,
    discover: async (since = "0", signal) => {
      const found: { id: number; key: string }[] = [];
      for (const group of groups) found.push(...(await client.getPolls(group, Number(since), signal)));
      found.sort((a, b) => a.id - b.id);
      return { ids: found.map(({ key }) => key), since: String(found.at(-1)?.id ?? since) };
    },
    read: (id, signal) => readPoll(id, reading, signal),
  });
  return {
    name,
    observe: (cursor, signal) => follower.observe(cursor, signal),
    confirm: (claimed, signal) => follower.confirm(claimed, signal),
  };
}
