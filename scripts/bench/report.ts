/** What the bench has measured, and what must hold of it. */
import { z } from "zod";

const Row = z.object({
  name: z.string(),
  /** Gas of the whole transaction. */
  gas: z.number(),
  /** What the design allows at most. */
  bound: z.number().optional(),
});

/** How one operation's gas grows with something else. */
const Growth = z.object({
  name: z.string(),
  counts: z.array(z.number()).readonly(),
  gas: z.array(z.number()),
});

export const Snapshot = z.object({
  peers: z.array(Row),
  ours: z.array(Row),
  voters: z.array(Growth),
  elections: z.array(Growth),
});

export type Row = z.infer<typeof Row>;
export type Growth = z.infer<typeof Growth>;
export type Snapshot = z.infer<typeof Snapshot>;

/** Something that the figures have to say. */
export interface Relation {
  claim: string;
  figures: string;
  holds: boolean;
}

/** Rows known to be over their bounds, which nobody may take for granted: each stands on the page until it is within them. */
const KNOWN_EXCESSES: readonly string[] = [
  "Purchase, first, with a credential gate",
  "Donation, first of a newcomer",
  "Donation, first of who has contributed before",
  "Donation, streamed and collected",
];

const REGRESSION = 0.01;
const FLAT = 0.01;

const rowsOf = ({ peers, ours, voters, elections }: Snapshot): Row[] => [
  ...peers,
  ...ours,
  ...grownRows("voters", voters),
  ...grownRows("elections", elections),
];

const grownRows = (what: string, growths: readonly Growth[]): Row[] =>
  growths.flatMap(({ name, counts, gas }) =>
    counts.map((count, i) => ({ name: `${name}, after ${count} ${what}`, gas: gas[i] ?? Number.NaN })),
  );

export const format = (gas: number): string => gas.toLocaleString("en-US");

/** What got more expensive than in the snapshot, or is not in it, or is no longer measured. */
export function regressions(before: Snapshot, now: Snapshot): string[] {
  const former = new Map(rowsOf(before).map(({ name, gas }) => [name, gas]));
  const complaints: string[] = [];
  for (const { name, gas } of rowsOf(now)) {
    const was = former.get(name);
    former.delete(name);
    if (was === undefined) complaints.push(`${name}: ${format(gas)}, and the snapshot does not know it`);
    else if (!(gas <= was * (1 + REGRESSION))) {
      complaints.push(`${name}: ${format(gas)}, was ${format(was)} (+${((gas / was - 1) * 100).toFixed(1)} %)`);
    }
  }
  return [...complaints, ...Array.from(former.keys(), (name) => `${name}: in the snapshot, but no longer measured`)];
}

/** Rows above their bounds. */
export function excesses({ peers, ours }: Snapshot): (Row & { bound: number })[] {
  return [...peers, ...ours].flatMap(({ name, gas, bound }) =>
    bound === undefined || gas <= bound ? [] : [{ name, gas, bound }],
  );
}

/** @param known rows that may be over their bounds, and only as long as they are */
export function broken(snapshot: Snapshot, known: readonly string[] = KNOWN_EXCESSES): string[] {
  const over = excesses(snapshot);
  return [
    ...over
      .filter(({ name }) => !known.includes(name))
      .map(({ name, gas, bound }) => `${name}: ${format(gas)}, allowed are ${format(bound)}`),
    ...known
      .filter((name) => !over.some((row) => row.name === name))
      .map((name) => `${name}: within its bound by now, so take it off the known excesses in scripts/bench/report.ts`),
    ...relations(snapshot)
      .filter(({ holds }) => !holds)
      .map(({ claim, figures }) => `no longer true: ${claim} (${figures})`),
  ];
}

/** What has to stay true of the figures, whatever they are. */
export function relations(snapshot: Snapshot): Relation[] {
  const gas = (name: string): number => {
    const found = rowsOf(snapshot).find((row) => row.name === name);
    if (found === undefined) throw new Error(`there is no row "${name}"`);
    return found.gas;
  };
  const less = (claim: string, ours: string, peers: readonly string[]): Relation => {
    const theirs = peers.map(gas).reduce((sum, used) => sum + used, 0);
    return { claim, figures: `${format(gas(ours))} < ${format(theirs)}`, holds: gas(ours) < theirs };
  };
  const flat = (claim: string, figures: readonly number[]): Relation => ({
    claim,
    figures: `${format(Math.min(...figures))} to ${format(Math.max(...figures))}`,
    holds: Math.max(...figures) <= Math.min(...figures) * (1 + FLAT),
  });
  const idle = ["1 idle week", "520 idle weeks"].map((time) => `Advance after ${time}, nothing leading`);
  return [
    less("a first ballot costs less than a Governor's delegate and first castVote", "Ballot, first", [
      "Governor: delegate",
      "Governor: castVote, first",
    ]),
    less("a changed ballot costs less than a Governor's later castVote", "Ballot, changed", [
      "Governor: castVote, later",
    ]),
    flat("ten idle years cost no more than a week until something leads", idle.map(gas)),
    flat("nor do they if E changes in every week", [
      ...idle.map(gas),
      gas("Advance after 520 idle weeks, nothing leading, E changed in each"),
    ]),
    less("a report with four signatures costs less than by Chainlink's forwarder", "Report with 4 signatures", [
      "KeystoneForwarder: report with 4 signatures",
    ]),
    ...snapshot.voters
      .filter(isOurs)
      .map(({ name, gas: used }) => flat(`${name}: the same however many voters there are`, used)),
    ...snapshot.elections
      .filter(isOurs)
      .map(({ name, gas: used }) => flat(`${name}: the same however many elections there were`, used)),
  ];
}

const isOurs = ({ name }: Growth): boolean => !name.startsWith("Governor");
