/** The tables of the bench, and what they must say. */

export interface Row {
  name: string;
  /** Gas of the whole transaction. */
  gas: number;
  /** What the design allows at most. */
  bound?: number;
}

/** How one operation's gas grows with something else. */
export interface Growth {
  name: string;
  counts: readonly number[];
  gas: number[];
}

export interface Snapshot {
  peers: Row[];
  ours: Row[];
  voters: Growth[];
  elections: Growth[];
}

const REGRESSION = 0.01;
const FLAT = 0.01;

const rowsOf = ({ peers, ours, voters, elections }: Snapshot): Row[] => [
  ...peers,
  ...ours,
  ...[voters, elections].flatMap((growths, which) =>
    growths.flatMap(({ name, counts, gas }) =>
      gas.map((used, i) => ({
        name: `${name}, after ${counts[i]} ${which === 0 ? "voters" : "elections"}`,
        gas: used,
      })),
    ),
  ),
];

/** What got more expensive than in the snapshot, or is not in it, or is no longer measured. */
export function regressions(before: Snapshot, now: Snapshot): string[] {
  const former = new Map(rowsOf(before).map(({ name, gas }) => [name, gas]));
  const complaints: string[] = [];
  for (const { name, gas } of rowsOf(now)) {
    const was = former.get(name);
    former.delete(name);
    if (was === undefined) complaints.push(`${name}: ${format(gas)}, and the snapshot does not know it`);
    else if (gas > was * (1 + REGRESSION)) {
      complaints.push(`${name}: ${format(gas)}, was ${format(was)} (+${((gas / was - 1) * 100).toFixed(1)} %)`);
    }
  }
  return [...complaints, ...Array.from(former.keys(), (name) => `${name}: in the snapshot, but no longer measured`)];
}

/** Rows above their bounds, and relations that do not hold. */
export function broken(snapshot: Snapshot): string[] {
  const gas = (name: string): number => {
    const found = rowsOf(snapshot).find((row) => row.name === name);
    if (found === undefined) throw new Error(`there is no row "${name}"`);
    return found.gas;
  };
  const complaints = [...snapshot.peers, ...snapshot.ours].flatMap(({ name, gas: used, bound }) =>
    bound !== undefined && used > bound ? [`${name}: ${format(used)}, allowed are ${format(bound)}`] : [],
  );
  const claim = (holds: boolean, text: string): void => {
    if (!holds) complaints.push(`no longer true: ${text}`);
  };
  claim(
    gas("Ballot, first") < gas("Governor: delegate") + gas("Governor: castVote, first"),
    "a first ballot costs less than the Governor's delegate and first castVote",
  );
  claim(
    gas("Ballot, changed") < gas("Governor: castVote, later"),
    "a changed ballot costs less than the Governor's later castVote",
  );
  claim(
    isFlat([
      gas("Advance after 1 idle week, nothing leading"),
      gas("Advance after 520 idle weeks, nothing leading"),
      gas("Advance after 520 idle weeks, nothing leading, E changed in each"),
    ]),
    "idle time costs nothing until something leads",
  );
  for (const { name, gas: used } of [...snapshot.voters, ...snapshot.elections]) {
    if (!name.startsWith("Governor")) claim(isFlat(used), `${name}: costs the same however many came before`);
  }
  return complaints;
}

const isFlat = (gas: readonly number[]): boolean => Math.max(...gas) <= Math.min(...gas) * (1 + FLAT);

const format = (gas: number): string => gas.toLocaleString("en-US");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

function growthTable(what: string, growths: readonly Growth[]): string {
  const counts = growths[0]?.counts ?? [];
  return table(
    [`Gas after so many ${what}`, ...counts.map(format)],
    growths.map(({ name, gas }) => [name, ...gas.map(format)]),
  );
}

export function markdown(snapshot: Snapshot): string {
  const rows = (list: readonly Row[]): string =>
    table(
      ["Whole transaction, cold accounts", "gas", "bound"],
      list.map(({ name, gas, bound }) => [name, format(gas), bound === undefined ? "" : format(bound)]),
    );
  return `# What it costs

Measured by \`npm run bench\` in one EVM (EDR, Cancun): whole transactions as receipts tell, each in a block of its own, with
nothing warm but what every transaction warms. Ours run through the clones that the factory makes, as production builds
(\`viaIR\`, 10,000 runs); the peers are built from npm with the same settings. \`npm run bench -- --check\` fails when a row is
more than 1 % above this page, when a bound is broken, or when one of these is no longer true:

- a first ballot costs less than a Governor's \`delegate\` and first \`castVote\`, a changed one less than its later \`castVote\`;
- idle time costs nothing until something leads;
- nothing grows with the number of voters, or of past elections.

## Perdure

${rows(snapshot.ours)}

With a person gate, the bound is 8,000 more than without. It holds for every purchase but a person's first: asking the gate
who somebody is happens once in that person's life.

## OpenZeppelin Governor 5.7

${rows(snapshot.peers)}

## What does not grow

${growthTable("voters", snapshot.voters)}

${growthTable("past elections", snapshot.elections)}
`;
}
