import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { SourceError } from "../../errors.ts";
import type { Request } from "../../http/request.ts";
import { PollFollower } from "../polls.ts";
import type { Source } from "../Source.ts";
import { tell } from "./adapter.ts";
import { PolisClient } from "./client.ts";

export const PolisConfig = z.strictObject({
  kind: z.literal("polis"),
  url: z.url({ protocol: /^https?$/ }).default("https://pol.is"),
  /** No default: exports differ, and the wrong one turns every vote around. */
  agreeSign: z.union([z.literal(1), z.literal(-1)]),
  conversations: z
    .array(
      z
        .strictObject({
          report: z.string().regex(/^\w{1,100}$/),
          opensAt: z.int().nonnegative(),
          closesAt: z.int().nonnegative(),
        })
        .refine(({ opensAt, closesAt }) => opensAt < closesAt, {
          path: ["closesAt"],
          error: "has to be after opensAt",
        }),
    )
    .min(1),
  grace: z.int().nonnegative().default(600),
  watch: z
    .int()
    .nonnegative()
    .default(7 * 86_400),
  /** Of one export. */
  maxBytes: z
    .int()
    .positive()
    .default(32 * 1_024 * 1_024),
});
export type PolisConfig = z.infer<typeof PolisConfig>;

export interface PolisDependencies {
  request: Request;
  clock: Clock;
}

export function createPolis(config: PolisConfig, { request, clock }: PolisDependencies): Source {
  const { url, agreeSign, conversations, grace, watch, maxBytes } = config;
  const name = `polis:${new URL(url).host}`;
  const reading = { source: name, url, client: new PolisClient(name, url, request, maxBytes), agreeSign };
  const follower = new PollFollower({
    source: name,
    clock,
    grace,
    watch,
    // All are known from the beginning, and said only once.
    discover: async (since) => ({
      ids: since === undefined ? conversations.map(({ report }) => report) : [],
      since: "all",
    }),
    read: async (id, signal) => {
      const conversation = conversations.find(({ report }) => report === id);
      if (conversation === undefined)
        throw new SourceError(name, "not-found", "has no such conversation", "Configure it.");
      const { closesAt } = conversation;
      if (clock.now() < closesAt * 1_000) return { open: true };
      return { open: false, closedAt: closesAt, tell: () => tell(conversation, reading, signal) };
    },
  });
  return {
    name,
    observe: (cursor, signal) => follower.observe(cursor, signal),
    confirm: (claimed, signal) => follower.confirm(claimed, signal),
  };
}
