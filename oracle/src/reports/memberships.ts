import { encodeAbiParameters, parseAbiParameters } from "viem";
import { z } from "zod";
import { type BuilderDependencies, Registry, accountsIn } from "./accounts.ts";
import { type PayloadBuilder, packOfLists } from "./feeds.ts";

const ACCOUNTS = parseAbiParameters("address[] accounts");
/** Fewer than the contract takes, so that they need no more gas than other reports. */
const MOST_MEMBERS = 16;

export const MembershipsReport = z.strictObject({ kind: z.literal("memberships"), registry: Registry });
type MembershipsReport = z.infer<typeof MembershipsReport>;

/** Tells MembershipSource who is a member, again in each period in which they still are. */
export function membershipsBuilder({ registry }: MembershipsReport, on: BuilderDependencies): PayloadBuilder {
  const accountsOf = accountsIn(registry, on);
  return {
    pack: packOfLists(ACCOUNTS, MOST_MEMBERS),
    parts: (observation) => (observation.kind === "membership" ? 1 : 0),
    build: async (observation) => {
      if (observation.kind !== "membership") return undefined;
      const [account] = await accountsOf(observation.source, [observation.subject]);
      return account === undefined ? undefined : encodeAbiParameters(ACCOUNTS, [[account]]);
    },
  };
}
