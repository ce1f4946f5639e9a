import { type Address, encodeAbiParameters, parseAbiParameters } from "viem";
import { z } from "zod";
import type { Standings } from "../observation.ts";
import { type BuilderDependencies, Registry, accountsIn } from "./accounts.ts";
import type { PayloadBuilder } from "./feeds.ts";
import { valueOf } from "./values.ts";

const METRICS = parseAbiParameters("address[] accounts, uint64[] metrics");
/** What the contract takes. */
const MOST = 128;

export const ContributorsReport = z.strictObject({
  kind: z.literal("contributors"),
  registry: Registry,
  /** What one of the metric is worth in the reference currency. */
  worth: z
    .string()
    .regex(/^(0|[1-9]\d{0,17})(\.\d{1,18})?$/, "a number as text is expected")
    .default("1"),
});
type ContributorsReport = z.infer<typeof ContributorsReport>;

/** Tells ContributorSource the metrics of all who have linked an account, the highest if there are too many. */
export function contributorsBuilder({ registry, worth }: ContributorsReport, on: BuilderDependencies): PayloadBuilder {
  const accountsOf = accountsIn(registry, on);
  return {
    parts: (observation) => (observation.kind === "standings" ? 1 : 0),
    build: async (observation) => {
      if (observation.kind !== "standings") return undefined;
      const rows = ranked(observation, worth);
      const accounts = await accountsOf(
        observation.source,
        rows.map(({ subject }) => subject),
      );
      const linked = rows.flatMap(({ metric }, index): [Address, bigint][] => {
        const account = accounts[index];
        return account === undefined ? [] : [[account, metric]];
      });
      const told = linked.slice(0, MOST).toSorted(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1));
      return encodeAbiParameters(METRICS, [told.map(([account]) => account), told.map(([, metric]) => metric)]);
    },
  };
}

/** The highest first; of equal ones as they are in the observation. */
function ranked({ scores }: Standings, worth: string): { subject: string; metric: bigint }[] {
  return scores
    .map(({ subject, amount }) => ({ subject, metric: valueOf(amount, worth) }))
    .filter(({ metric }) => metric > 0n)
    .toSorted((a, b) => (a.metric === b.metric ? 0 : a.metric > b.metric ? -1 : 1));
}
