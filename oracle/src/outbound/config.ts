import { z } from "zod";
import { RuleConfig } from "./rules.ts";
import { TargetConfig } from "./targets.ts";

/** What leaves, and where it goes. Of several operators one is enough to send; the ids are the same for all of them. */
export const OutboundConfig = z
  .strictObject({
    targets: z.array(TargetConfig).default([]),
    rules: z.array(RuleConfig).default([]),
    /** Where the rules begin to hold. */
    fromBlock: z.coerce.bigint().nonnegative().default(0n),
  })
  .superRefine(({ targets, rules }, context) => {
    const kinds = new Map(targets.map(({ name, kind }) => [name, kind]));
    if (kinds.size < targets.length) {
      context.addIssue({ code: "custom", path: ["targets"], message: "two targets have one name" });
    }
    for (const [i, { target, send }] of rules.entries()) {
      if (kinds.get(target) === TAKER[send.kind]) continue;
      const message = `${target} is no ${TAKER[send.kind]} target, which is what takes a ${send.kind}`;
      context.addIssue({ code: "custom", path: ["rules", i, "target"], message });
    }
    if (new Set(rules.map(({ name }) => name)).size < rules.length) {
      context.addIssue({ code: "custom", path: ["rules"], message: "two rules have one name" });
    }
  });
export type OutboundConfig = z.infer<typeof OutboundConfig>;

const TAKER = {
  event: "webhook",
  message: "discourse",
  poll: "discourse",
  issue: "github",
  shares: "metagov",
} as const;
