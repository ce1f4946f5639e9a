import { z } from "zod";
import type { PollOutcome } from "../observation.ts";
import { changeShares, encodeSetShares, keyOf, type Share, type SharesChange } from "../revenue/shares.ts";
import type { Database } from "../storage/Database.ts";
import { hashOf } from "./outcomes.ts";

const Key = z.string().min(1).max(200).default("_DEFAULT");
const Pointer = z.string().min(2).max(256);
const Weight = z.int().positive();

/** How a policy's mandate for the shares is known on the chain. */
const SHARES_POLICY = "revshare";

/** The actions that change shares, by their names. */
export const SharesAction = {
  "add-pointer": z.object({ pointer: Pointer, weight: Weight, key: Key }).transform(({ pointer, weight, key }) => ({
    key,
    change: { kind: "add" as const, pointer, weight: BigInt(weight) },
  })),
  "remove-pointer": z
    .object({ pointer: Pointer, key: Key })
    .transform(({ pointer, key }) => ({ key, change: { kind: "remove" as const, pointer } })),
  "replace-config": z.object({ pointers: z.record(Pointer, Weight), key: Key }).transform(({ pointers, key }) => {
    const weights = Object.entries(pointers).map(([pointer, weight]) => [pointer, BigInt(weight)] as const);
    return { key, change: { kind: "replace" as const, pointers: Object.fromEntries(weights) } };
  }),
};

export interface DecidedShares {
  key: string;
  change: SharesChange;
}

/** What the shares of a key are to be, told as an outcome that brings its call along. */
export function toSharesOutcome(
  source: string,
  community: string,
  { key, change }: DecidedShares,
  before: readonly Share[],
  closedAt: number,
): { outcome: PollOutcome; after: Share[] } {
  const after = changeShares(before, change);
  const data = encodeSetShares(keyOf(key), after);
  const contentHash = hashOf({ community, key, before: toJson(before), data });
  const outcome: PollOutcome = {
    kind: "poll",
    source,
    pollId: `${community}/revshare/${contentHash}`,
    title: `Revenue shares of ${key}`,
    url: "",
    options: after.map((share) => {
      const id = "pointer" in share ? share.pointer : share.key;
      return { id, label: id, count: "0", weight: String(share.weight) };
    }),
    voters: 0,
    status: "passed",
    openedAt: 0,
    closedAt,
    contentHash,
    policy: SHARES_POLICY,
    data,
  };
  return { outcome, after };
}

/** Seconds after which a change that never came onto the chain is forgotten. */
const PATIENCE = 7 * 86_400;

/**
 * The shares on which the next change builds: those of the chain, or those that were decided since and are on their way there.
 */
export async function decidedShares(
  database: Database,
  key: string,
  onChain: readonly Share[],
  now: number,
): Promise<readonly Share[]> {
  const [row] = await database.query<{ base: string; proposed: string }>(
    "SELECT base, proposed FROM gateway_shares WHERE key = $1 AND until >= $2",
    [keyOf(key), now],
  );
  return row?.base === toJson(onChain) ? fromJson(row.proposed) : onChain;
}

export async function noteShares(
  database: Database,
  key: string,
  onChain: readonly Share[],
  decided: readonly Share[],
  now: number,
): Promise<void> {
  await database.query(
    `INSERT INTO gateway_shares (key, base, proposed, until) VALUES ($1, $2, $3, $4)
     ON CONFLICT (key) DO UPDATE SET base = $2, proposed = $3, until = $4`,
    [keyOf(key), toJson(onChain), toJson(decided), now + PATIENCE],
  );
}

/** In Metagov's form; keys within keys have no place in it. */
export function toConfig(shares: readonly Share[]): Record<string, number> {
  return Object.fromEntries(
    shares.flatMap((share) => ("pointer" in share ? [[share.pointer, Number(share.weight)]] : [])),
  );
}

const StoredShares = z.array(
  z.union([
    z.strictObject({ weight: z.coerce.bigint(), pointer: z.string() }),
    z.strictObject({ weight: z.coerce.bigint(), key: z.custom<`0x${string}`>((key) => typeof key === "string") }),
  ]),
);

export function toJson(shares: readonly Share[]): string {
  return JSON.stringify(shares.map((share) => ({ ...share, weight: String(share.weight) })));
}

function fromJson(text: string): Share[] {
  return StoredShares.parse(JSON.parse(text));
}
