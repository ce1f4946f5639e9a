/** The page that people read, made of a snapshot and nothing else. */
import { type Growth, type Row, type Snapshot, excesses, format, relations } from "./report.ts";

const HEAD = `# What it costs

Measured by \`npm run bench\`, which also writes this page; \`gas.json\` holds the same figures for programs.

**How it is measured.** Ours and the peers live in one EVM (EDR, Cancun) and are built with the same settings (\`viaIR\`,
optimizer with 10,000 runs). Every figure is the gas that a receipt tells: the whole transaction with its 21,000 and its
calldata, in a block of its own, with nothing warm but what every transaction warms. Ours go through the factory and the clones
that it makes, as users' transactions do. Somebody else has always bought, voted or delegated before, so that no row pays for
being the first of all unless it says so. Accounts, amounts and times are fixed: two runs of the same code give the same figures.

**What is guarded.** \`npm run check -- bench\` measures anew and fails when a row costs more than 1 % more than here, when a
bound or a relation below no longer holds, or when this page and \`gas.json\` differ.`;

/** Our rows; those over their bounds stand out. */
function boundTable(rows: readonly Row[]): string {
  return table(
    ["Operation", "gas", "bound"],
    rows.map(({ name, gas, bound }) => {
      if (bound === undefined) return [name, format(gas), ""];
      return [name, gas > bound ? `**${format(gas)}**` : format(gas), format(bound)];
    }),
  );
}

function growthTable(what: string, growths: readonly Growth[]): string {
  const counts = growths[0]?.counts ?? [];
  return table(
    [`Gas after so many ${what}`, ...counts.map(format)],
    growths.map(({ name, gas }) => [name, ...gas.map(format)]),
  );
}

function excessList(snapshot: Snapshot): string {
  const over = excesses(snapshot);
  if (over.length === 0) return "Nothing is.";
  return over
    .map(({ name, gas, bound }) => `- ${name}: ${format(gas)}, ${format(gas - bound)} over ${format(bound)}`)
    .join("\n");
}

function relationTable(snapshot: Snapshot): string {
  return table(
    ["What has to stay true", "measured", "holds"],
    relations(snapshot).map(({ claim, figures, holds }) => [claim, figures, holds ? "yes" : "**no**"]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

export function markdown(snapshot: Snapshot): string {
  return `${HEAD}

## Perdure

${boundTable(snapshot.ours)}

- *Bound* is what the design allows. What is *with a credential gate* may cost 8,000 more than the same without: asking who
  somebody is happens at a person's first purchase only, for more than that ([why](../decisions/0009-totals-in-digits.md)).
- A *changed* ballot stays with its candidacy; a *moved* one writes another cold tally, and the bound leaves that out.
- The *own treasury* answers from transient storage whether it makes a call, and logs nothing when coins arrive; the others
  are accounts without code.
- The *first of the cycle* also writes the electorate's checkpoint for everybody, which the bound allows without a figure.
- *Advance* closes past cycles. In the rows by number of candidates every candidate's bucket fills, and *per candidate* is what
  each of 31 more costs. Idle weeks are those in which nobody touches the election. A *slow leader* is ahead by so little that
  ten years do not fill its bucket; where the electorate \`E\` changed in each of them, every week has a step of its own, and
  \`advance\` takes them in as many calls as one likes.
- A *claim* costs the same for one payment as for a million: a leaf holds their sum. Its proof has a step for each doubling of the
  number of accounts. It is the first of its cycle, so it writes the electorate's checkpoint as well.
- A *donation* leases weight and counts as value contributed. A *newcomer*'s writes three new slots: the value contributed, the
  lease and the patronage; a contributor's first writes two. What the EVM charges for what they must touch, whatever the code, is
  124,600 for a newcomer's, 107,500 for a contributor's first, 78,300 for a renewed one and 95,200 for one that is collected
  ([counted](../decisions/0048-a-lease-and-its-credit-in-one-count.md)).
- A *settlement* is of one page, which ranks and funds. In several transactions what is funded is touched twice, cold both times.

## Over its bound

${excessList(snapshot)}

## OpenZeppelin Governor 5.7

${table(
  ["Operation", "gas"],
  snapshot.peers.map(({ name, gas }) => [name, format(gas)]),
)}

A Governor with settings, simple counting and a quorum fraction over a token with votes, as OpenZeppelin's wizard writes it. The
transfer of a plain ERC-20 is there as a measure that everybody knows.

## What does not grow

${growthTable("voters", snapshot.voters)}

${growthTable("past elections", snapshot.elections)}

For the Governor, past elections are proposals on which the voter has voted.

## Relations

${relationTable(snapshot)}
`;
}
