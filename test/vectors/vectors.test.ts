import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { vectorFile, type VectorFile } from "../../scripts/vectors/format.ts";
import { VectorChain } from "../../scripts/vectors/chain.ts";
import { playFile } from "../../scripts/vectors/play.ts";

const folder = new URL(".", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

function read(name: string): VectorFile {
  return vectorFile.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8")));
}

describe("vectors through the contracts", () => {
  let chain: VectorChain;
  before(async () => {
    chain = await VectorChain.create();
  });
  after(() => chain.close());

  for (const name of names) {
    it(`${name} agrees in every case`, async () => {
      const report = await playFile(chain, read(name), () => undefined);
      expect(report.disagreements).to.deep.equal([]);
      expect(report.cases).to.be.greaterThan(0);
    });
  }

  it("tells a bucket that is off by one", async () => {
    const file = read("elections.json");
    if (file.kind !== "elections") throw new Error("elections.json is not of its kind");
    const first = file.scenarios[0];
    const candidacy = Object.values(first?.expect[0]?.candidacies ?? {})[1];
    if (first === undefined || candidacy === undefined) throw new Error("elections.json is empty");
    candidacy.bucket = String(BigInt(candidacy.bucket) + 1n);
    const report = await playFile(chain, { ...file, scenarios: [first] }, () => undefined);
    expect(report.disagreements).to.have.length(1);
  });

  it("tells support that is off by a millionth, and another outcome", async () => {
    const file = read("commitments.json");
    if (file.kind !== "commitments") throw new Error("commitments.json is not of its kind");
    const [first, second] = file.scenarios;
    if (first === undefined || second === undefined) throw new Error("commitments.json is empty");
    const support = BigInt(first.expect.support["o0"] ?? 0);
    first.expect.support["o0"] = String(support + support / 1_000_000n);
    second.expect.outcome = "o0";
    const report = await playFile(chain, { ...file, scenarios: [first, second] }, () => undefined);
    expect(report.disagreements).to.have.length(2);
  });

  it("tells a nomination that was to be refused", async () => {
    const file = read("field.json");
    if (file.kind !== "leases") throw new Error("field.json is not of its kind");
    const first = file.scenarios[0];
    const accepted = first?.events.find((event) => event.do === "nominate" && event.reverts === undefined);
    if (first === undefined || accepted === undefined) throw new Error("field.json is empty");
    accepted.reverts = true;
    const report = await playFile(chain, { ...file, scenarios: [first] }, () => undefined);
    expect(report.disagreements[0]).to.contain("had to be refused");
  });

  it("tells a match that is off by one", async () => {
    const file = read("funding.json");
    if (file.kind !== "funding") throw new Error("funding.json is not of its kind");
    const round = file.rounds.find(({ priority }) => Object.keys(priority.match).length > 0);
    const id = Object.keys(round?.priority.match ?? {})[0];
    if (round === undefined || id === undefined) throw new Error("funding.json matches nobody");
    round.priority.match[id] = (round.priority.match[id] ?? 0n) + 1n;
    const report = await playFile(chain, { ...file, rounds: [round] }, () => undefined);
    expect(report.disagreements).to.have.length(1);
  });
});
