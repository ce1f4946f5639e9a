import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { markdown } from "../../scripts/bench/page.ts";
import { Snapshot, broken, excesses, regressions } from "../../scripts/bench/report.ts";

const snapshot = async (): Promise<Snapshot> =>
  Snapshot.parse(JSON.parse(await readFile("docs/bench/gas.json", "utf8")));

/** The snapshot with one row's gas changed. */
async function changed(name: string, change: (gas: number) => number): Promise<Snapshot> {
  const now = await snapshot();
  const row = [...now.ours, ...now.peers].find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`there is no row ${name}`);
  row.gas = change(row.gas);
  return now;
}

describe("the bench", () => {
  it("is content with the snapshot", async () => {
    expect(regressions(await snapshot(), await snapshot())).to.deep.equal([]);
    expect(broken(await snapshot())).to.deep.equal([]);
    expect(await readFile("docs/bench/gas.md", "utf8")).to.equal(markdown(await snapshot()));
  });

  it("tells what costs more than a hundredth more", async () => {
    const before = await snapshot();
    const little = await changed("Purchase, first", (gas) => Math.floor(gas * 1.0099));
    expect(regressions(before, little)).to.deep.equal([]);
    const [complaint, ...others] = regressions(
      before,
      await changed("Purchase, first", (gas) => Math.ceil(gas * 1.011)),
    );
    expect(others).to.deep.equal([]);
    expect(complaint).to.match(/^Purchase, first: .* \(\+1\.1 %\)$/);
  });

  it("tells rows that come and go", async () => {
    const before = await snapshot();
    const now = await snapshot();
    const [renamed] = now.ours;
    if (renamed !== undefined) renamed.name = "Something else";
    expect(regressions(before, now)).to.have.length(2);
  });

  it("accepts an excess only where it is known, and only as long as it is one", async () => {
    const over = await changed("Ballot, first", () => 75_001);
    const others = excesses(await snapshot()).map(({ name }) => name);
    expect(broken(over, [...others, "Ballot, first"])).to.deep.equal([]);
    expect(broken(await snapshot(), [...others, "Ballot, first"]).join("\n")).to.match(
      /^Ballot, first: within its bound/,
    );
  });

  it("shows what is over its bound", async () => {
    const page = markdown(await changed("Ballot, first", () => 75_001));
    expect(page).to.match(/\| Ballot, first +\| +\*\*75,001\*\* \| +75,000 \|/);
    expect(page).to.include("- Ballot, first: 75,001, 1 over 75,000");
  });

  it("tells a broken bound, and every relation that no longer holds", async () => {
    expect(broken(await changed("Ballot, first", () => 75_001))).to.have.length(1);
    expect(broken(await changed("Governor: castVote, later", () => 50_000))).to.have.length(1);
    expect(broken(await changed("Governor: delegate", () => 1_000))).to.have.length(1);
    expect(broken(await changed("Advance after 520 idle weeks, nothing leading", (gas) => gas * 2))).to.have.length(2);
    const idle = "Advance after 520 idle weeks, nothing leading, E changed in each";
    expect(broken(await changed(idle, (gas) => gas * 2))).to.have.length(1);
    const grown = await snapshot();
    grown.voters[0]?.gas.splice(2, 1, 200_000);
    expect(broken(grown)).to.have.length(1);
  });
});
