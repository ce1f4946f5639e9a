import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { startAnvil } from "../../test/chain.ts";
import { payment, TERMS } from "../../test/receipts.ts";
import { openStorage } from "../index.ts";
import { writeKeystore } from "../keystore.ts";
import { recordPayments } from "../receipts/ledger.ts";
import { examine } from "./examine.ts";

describe("doctor", () => {
  let folder: string;

  before(async () => (folder = await mkdtemp(join(tmpdir(), "perdure-doctor-"))));
  after(() => rm(folder, { recursive: true, force: true }));

  it("names the assets that have been paid in and have no rate", async () => {
    const config = join(folder, "oracle.yaml");
    const storage = { folder: "data" };
    const { credit: _, ...terms } = TERMS;
    const receipts = { ...terms, kind: "receipts", payments: ["stream:x"], mostValue: String(TERMS.mostValue) };
    const chain = { rpc: "http://127.0.0.1:1", inbox: `0x${"1".repeat(40)}`, startBlock: 0 };
    const keys = { operator: { keystore: "none.json", password: "not needed here" } };
    await writeFile(config, stringify({ chain, storage, keys, sources: [receipts], feeds: [] }));
    const database = await openStorage({ storage }, folder);
    await recordPayments(database, TERMS, [payment("a")]);
    await database.close();
    expect(await examine(config)).to.deep.include({ what: "rates of receipts" });

    const again = await openStorage({ storage }, folder);
    await recordPayments(again, TERMS, [payment("x", { asset: "XYZ" })]);
    await again.close();
    const finding = (await examine(config)).find(({ what }) => what === "rates of receipts");
    expect(finding?.problem).to.include("none for XYZ");
    expect(finding?.advice).to.include("at every operator");
  });

  it("says that the node does not answer, and where it is named", async () => {
    const config = join(folder, "unreachable.yaml");
    const chain = { rpc: "http://127.0.0.1:1/secret", inbox: `0x${"1".repeat(40)}`, startBlock: 0 };
    await writeKeystore(join(folder, "operator.json"), "a long password");
    const keys = { operator: { keystore: "operator.json", password: "a long password" } };
    await writeFile(config, stringify({ chain, storage: { folder: "empty" }, keys, sources: [], feeds: [] }));
    const finding = (await examine(config)).find(({ what }) => what === "chain");
    expect(finding).to.deep.equal({
      what: "chain",
      problem: "the node does not answer",
      advice: "Check chain.rpc, and that the node runs.",
    });
  });

  it("says what of a keeper's contracts is not there, or something else", async () => {
    const anvil = await startAnvil();
    try {
      const upkeep = await anvil.deploy("contracts/keeper/Upkeep.sol", "Upkeep");
      const nowhere = `0x${"7".repeat(40)}`;
      const config = join(folder, "keeper.yaml");
      const chain = { rpc: anvil.url, inbox: upkeep, startBlock: 0 };
      await writeKeystore(join(folder, "keeper.json"), "a long password");
      const keys = { operator: { keystore: "keeper.json", password: "a long password" } };
      const watch = { pools: [upkeep, nowhere] };
      const jobs = [{ target: nowhere, call: "0x" }];
      const keeper = { upkeep, jobs, watch, rounds: { kernel: upkeep, pools: nowhere } };
      await writeFile(
        config,
        stringify({ chain, storage: { folder: "keeper" }, keys, sources: [], feeds: [], keeper }),
      );
      const found = (await examine(config)).filter(({ what }) => what.startsWith("keeper"));
      const there = upkeep.toLowerCase();
      const missing = "there is no contract";
      expect(found.map(({ what, problem }) => [what, problem])).to.deep.equal([
        [`keeper.upkeep ${there}`, undefined],
        [`keeper.watch.pools ${there}`, undefined],
        [`keeper.watch.pools ${nowhere}`, missing],
        [`keeper.jobs ${nowhere}`, missing],
        [`keeper.rounds.kernel ${there}`, found[4]?.problem],
        [`keeper.rounds.pools ${nowhere}`, found[5]?.problem],
      ]);
      expect(found[4]?.problem).to.contain('does not answer "scaling"');
      expect(found[5]?.problem).to.contain('does not answer "phase"');
    } finally {
      anvil.stop();
    }
  });
});
