import { expect } from "chai";
import { type TestChain, startAnvil } from "../../test/chain.ts";
import { Crew, LIST } from "../../test/operators.ts";
import type { BallotBatch } from "../observation.ts";
import { ballotsBuilder } from "../reports/ballots.ts";
import { feedId } from "../reports/feeds.ts";
import type { Database } from "../storage/Database.ts";

const VOTERS = 320;
const IN_A_REPORT = 32;
/** More than a voice takes in a payload. */
const IN_HEX = 600;

/** One operator that needs nobody else. */
describe("Ledger", () => {
  let databases: Database[];
  let chain: TestChain;
  let crew: Crew;

  before(async () => {
    databases = await Crew.databases(1);
    chain = await startAnvil({ manual: true });
    const polls = [{ source: LIST, poll: "p", election: 1, options: { yes: 1 }, fullScore: 100 }];
    const builder = ballotsBuilder({ kind: "ballots", polls });
    crew = await Crew.assemble(chain, databases, 1, {
      id: feedId("ballots"),
      name: "ballots",
      sources: [LIST],
      builder,
    });
  });

  after(async () => {
    await crew.disband();
    chain.stop();
    await Promise.all(databases.map((database) => database.close()));
  });

  it("keeps what was seen once, however many reports tell of it", async () => {
    const voters = Array.from({ length: VOTERS }, (_, index) => String(1_000 + index));
    const batch: BallotBatch = {
      kind: "ballots",
      source: LIST,
      pollId: "p",
      closedAt: 5,
      contentHash: `0x${"11".repeat(32)}`,
      ballots: voters.map((subject) => ({ subject, choices: [{ optionId: "yes", approve: true }], castAt: 5 })),
    };
    crew.see(batch);
    await crew.rounds(VOTERS / IN_A_REPORT + 4);
    const [one] = databases;
    const reports = await one?.query<{ length: number }>("SELECT length(body) FROM proposals WHERE state <> 'dead'");
    expect(reports).to.have.lengthOf(VOTERS / IN_A_REPORT);
    const kept = reports?.reduce((sum, { length }) => sum + length, 0) ?? 0;
    // What is told of each is in one report alone.
    expect(kept).to.be.below(VOTERS * IN_HEX + JSON.stringify(batch).length);
  });
});
