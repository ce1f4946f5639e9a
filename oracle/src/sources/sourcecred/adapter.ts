import { SourceError } from "../../errors.ts";
import type { Cred, Standings } from "../../observation.ts";
import { DECIMALS, decimalOf, eighteenths } from "../../verification/decimal.ts";
import type { Observed } from "../Source.ts";
import type { SourceCredAccounts, SourceCredEvent } from "./client.ts";

/** The scores of people in the latest intervals that are over. They are calculated anew each time, so they may change. */
export function credOf(
  source: string,
  { accounts, intervals }: SourceCredAccounts,
  latest: number,
  now: number,
): Observed[] {
  const over = intervals.filter(({ endTimeMs }) => endTimeMs <= now).slice(-latest);
  return over.flatMap((interval) => {
    const at = intervals.indexOf(interval);
    const end = Math.floor(interval.endTimeMs / 1_000);
    return accounts.flatMap(({ account: { identity }, cred }) => {
      const amount = exact(source, cred[at] ?? 0);
      if (amount === "0" || (identity.subtype ?? "USER") !== "USER") return [];
      const start = Math.floor(interval.startTimeMs / 1_000);
      const observation: Cred = { kind: "cred", source, subject: identity.id, amount, interval: { start, end } };
      return [{ key: `cred/${identity.id}/${end}`, observation }];
    });
  });
}

/** What everybody has had of late by all that was seen, for whom only the sum matters; nothing if nobody has anything. */
export function standingsOf(source: string, seen: readonly Observed[], latest: number): Observed[] {
  const all = seen.flatMap(({ observation }) => (observation.kind === "cred" ? [observation] : []));
  const ends = [...new Set(all.map(({ interval }) => interval.end))].toSorted((a, b) => a - b).slice(-latest);
  const counted = all.filter(({ interval }) => ends.includes(interval.end));
  const end = ends.at(-1);
  if (end === undefined) return [];
  const sums = new Map<string, bigint>();
  for (const { subject, amount } of counted) sums.set(subject, (sums.get(subject) ?? 0n) + eighteenths(amount));
  const scores = [...sums]
    .map(([subject, sum]) => ({ subject, amount: exact(source, `${sum}e-${DECIMALS}`) }))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  const start = Math.min(...counted.map(({ interval }) => interval.start));
  const observation: Standings = { kind: "standings", source, interval: { start, end }, scores };
  return [{ key: "standings", observation }];
}

/** What each distribution of the ledger gave to whom; those who turned out to be one person get what all of them got. */
export function grainOf(source: string, events: readonly SourceCredEvent[]): Observed[] {
  const merged = new Map<string, string>();
  for (const { action } of events) if (action.type === "MERGE_IDENTITIES") merged.set(action.target, action.base);
  return events.flatMap(({ action, ledgerTimestamp }) => {
    if (action.type !== "DISTRIBUTE_GRAIN") return [];
    const { id, credTimestamp, allocations } = action.distribution;
    const bySubject = new Map<string, bigint>();
    for (const receipt of allocations.flatMap(({ receipts }) => receipts)) {
      const subject = survivor(source, receipt.id, merged);
      bySubject.set(subject, (bySubject.get(subject) ?? 0n) + BigInt(receipt.amount));
    }
    const interval = { start: Math.floor(credTimestamp / 1_000), end: Math.floor(ledgerTimestamp / 1_000) };
    return [...bySubject].map(([subject, grain]): Observed => {
      const observation: Cred = { kind: "cred", source, subject, amount: exact(source, `${grain}e-18`), interval };
      return { key: `grain/${id}/${subject}`, observation };
    });
  });
}

function survivor(source: string, id: string, merged: ReadonlyMap<string, string>): string {
  let at = id;
  for (let steps = 0; merged.has(at); steps++) {
    if (steps > merged.size)
      throw new SourceError(source, "unexpected", "merges people in a circle", "Look at its ledger.");
    at = merged.get(at) ?? at;
  }
  return at;
}

function exact(source: string, value: Parameters<typeof decimalOf>[0]): string {
  try {
    return decimalOf(value);
  } catch (error) {
    throw new SourceError(source, "unexpected", "has a score out of range", "Look at its scores.", undefined, {
      cause: error,
    });
  }
}
