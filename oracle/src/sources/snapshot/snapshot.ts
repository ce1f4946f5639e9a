import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { limitRate } from "../../http/rateLimit.ts";
import type { Request } from "../../http/request.ts";
import type { ContractVerifier } from "../../verification/snapshotVote.ts";
import { PollFollower } from "../polls.ts";
import type { Source } from "../Source.ts";
import { readProposal } from "./adapter.ts";
import { SnapshotClient } from "./client.ts";

const Words = z.array(z.string().trim().toLowerCase().min(1));

export const SnapshotConfig = z.strictObject({
  kind: z.literal("snapshot"),
  hub: z.url({ protocol: /^https?$/ }).default("https://hub.snapshot.org/graphql"),
  /** Where people read proposals. */
  site: z.url({ protocol: /^https?$/ }).default("https://snapshot.box"),
  spaces: z.array(z.string().min(1)).min(1),
  apiKey: z.string().min(1).optional(),
  /** Proposals that were made before are left alone; seconds since 1970. */
  since: z.int().nonnegative().default(0),
  approve: Words.default(["for", "yes", "yae", "approve"]),
  reject: Words.default(["against", "no", "nay", "reject"]),
  /** Seconds after the end. */
  grace: z.int().nonnegative().default(600),
  watch: z
    .int()
    .nonnegative()
    .default(7 * 86_400),
  requestsPerMinute: z.int().positive().default(60),
});
export type SnapshotConfig = z.infer<typeof SnapshotConfig>;

export interface SnapshotDependencies {
  request: Request;
  clock: Clock;
  /** For voters that are contracts; without it, their votes are not believed. */
  verifyContract?: ContractVerifier;
  onWait?: (source: string, milliseconds: number) => void;
}

export function createSnapshot(
  config: SnapshotConfig,
  { request, clock, verifyContract, onWait }: SnapshotDependencies,
): Source {
  const { hub, site, spaces, apiKey, grace, watch, approve, reject } = config;
  const name = `snapshot:${new URL(hub).host}`;
  const limited = limitRate(request, {
    clock,
    limits: [{ count: config.requestsPerMinute, windowMs: 60_000 }],
    ...(onWait === undefined ? {} : { onWait }),
  });
  const client = new SnapshotClient(name, hub, limited, apiKey);
  const reading = { source: name, site, client, spaces, verdicts: { approve, reject }, verifyContract };
  const follower = new PollFollower({
    source: name,
    clock,
    grace,
    watch,
    discover: async (since, signal) => {
      const from = since === undefined ? config.since : Number(since);
      const found = await client.getProposals(spaces, from, signal);
      return { ids: found.map(({ id }) => id), since: String(found.at(-1)?.created ?? from) };
    },
    read: (id, signal) => readProposal(id, reading, signal),
  });
  return {
    name,
    observe: (cursor, signal) => follower.observe(cursor, signal),
    confirm: (claimed, signal) => follower.confirm(claimed, signal),
  };
}
