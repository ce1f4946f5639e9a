import { expect } from "chai";
import { operatorSigners } from "../../test/chain.ts";
import { poll } from "../../test/operators.ts";
import { type Proposal, contentHashOf, domainOf } from "../reports/report.ts";
import { migrate } from "../storage/migrate.ts";
import { observationMigrations } from "../storage/observations.ts";
import { openPglite } from "../storage/pglite.ts";
import { Ledger } from "./ledger.ts";
import { quorumMigrations } from "./migrations.ts";

describe("Migrations of the quorum's storage", () => {
  it("keep what was signed when a report told one thing", async () => {
    const database = await openPglite();
    try {
      await migrate(database, [...observationMigrations, ...quorumMigrations.slice(0, 2)]);
      const [signer] = operatorSigners(1);
      if (signer === undefined) throw new Error("There is one operator.");
      const report = {
        feed: `0x${"fe".repeat(32)}`,
        sequence: 7n,
        observedAt: 1n,
        expiresAt: 9n,
        payload: "0x12",
      } as const;
      const observation = poll("a");
      const subject = { source: observation.source, key: "a", part: 2, contentHash: contentHashOf(observation) };
      const ledger = new Ledger(database, domainOf(1, `0x${"11".repeat(20)}`), signer, () => 0);
      const digest = ledger.digestOf(report);
      const numbers = { sequence: "7", observedAt: "1", expiresAt: "9" };
      const body = JSON.stringify({ report: { ...report, ...numbers }, subject, observation, evidence: "seen" });
      await database.query("INSERT INTO proposals VALUES ($1, $2, 7, 1, 9, $3, $4, $5, $6, $7, 'final')", [
        digest,
        report.feed,
        subject.source,
        subject.key,
        subject.part,
        subject.contentHash,
        body,
      ]);
      await database.query("INSERT INTO signatures VALUES ($1, $2, '0x34')", [digest, signer.address]);
      await migrate(database, [...observationMigrations, ...quorumMigrations]);
      const proposal: Proposal = { report, items: [{ ...subject, observation, evidence: "seen" }] };
      const found = await ledger.find(digest);
      expect(found?.proposal).to.deep.equal(proposal);
      expect([...(found?.signatures.keys() ?? [])]).to.deep.equal([signer.address]);
      const again = { ...proposal, report: { ...report, sequence: 8n } };
      expect(await ledger.refusalOf(again)).to.deep.equal({ refused: "already-reported", items: [0] });
    } finally {
      await database.close();
    }
  });
});
