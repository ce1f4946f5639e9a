import { expect } from "chai";
import { decodeAbiParameters, parseAbiParameters } from "viem";
import { ManualClock } from "../../test/helpers/clock.ts";
import { poll } from "../../test/operators.ts";
import { deployShares } from "../../test/shares.ts";
import type { PollOutcome } from "../observation.ts";
import { createRevenue, type Revenue } from "../revenue/revenue.ts";
import { keyOf, type Share } from "../revenue/shares.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { openPglite } from "../storage/pglite.ts";
import type { PolicyConfig } from "./config.ts";
import { joinShares } from "./joining.ts";
import { GATEWAY_MIGRATIONS } from "./migrations.ts";

const KEY = keyOf("_DEFAULT");
const CALL = parseAbiParameters("bytes32, (uint64 weight, bytes32 key, string pointer)[]");
const policy: PolicyConfig = { joins: "_DEFAULT" };
const FUND = "$fund.example/coop";

/** What a vote may add to the shares of the chain, however its title is made. */
describe("joining the shares", () => {
  let chain: Awaited<ReturnType<typeof deployShares>>;
  let database: Database;
  let clock: ManualClock;
  let revenue: Revenue;

  before(async () => {
    chain = await deployShares();
    database = await openPglite();
    await migrate(database, GATEWAY_MIGRATIONS);
  });
  after(() => database.close());

  beforeEach(async () => {
    await database.query("DELETE FROM gateway_shares");
    clock = new ManualClock();
    await has({ pointer: FUND, weight: 50n });
    revenue = createRevenue({ client: chain.client, address: chain.address, clock });
  });

  const has = (...shares: Share[]): Promise<unknown> => chain.set(KEY, shares);
  const voteOn = (title: string, more: Partial<PollOutcome> = {}): Promise<PollOutcome> =>
    joinShares({ ...poll("1"), title, ...more }, policy, { revenue, database, now: clock.seconds });
  /** What the call that a vote brings along would make of the shares; undefined if it brings none. */
  const sharesAfter = ({ data }: PollOutcome): [pointer: string, weight: bigint][] | undefined =>
    data === undefined
      ? undefined
      : decodeAbiParameters(CALL, data as `0x${string}`)[1].map(({ pointer, weight }) => [pointer, weight]);

  it("adds the pointer of a vote that passed, beside those that are there and those on their way", async () => {
    expect(sharesAfter(await voteOn("Add $wallet.example/ann to the revenue share"))).to.deep.equal([
      [FUND, 50n],
      ["$wallet.example/ann", 1n],
    ]);
    expect(sharesAfter(await voteOn("Add $wallet.example/bob to the revenue share"))).to.have.lengthOf(3);
    expect(sharesAfter(await voteOn("Add $wallet.example/eve", { status: "failed" }))).to.equal(undefined);
  });

  it("Attack: who has a share joins no second time, in whatever spelling, and lowers nobody's", async () => {
    await voteOn("Add $wallet.example/ann");
    for (const pointer of [FUND, "$FUND.example/coop", "$fund.example/coop/", "$wallet.Example/ann"]) {
      expect(sharesAfter(await voteOn(`Add ${pointer}`)), pointer).to.equal(undefined);
    }
    await has({ pointer: "$ann.example", weight: 1n });
    clock.advance(10_000);
    expect(sharesAfter(await voteOn("Add $ann.example/.well-known/pay"))).to.equal(undefined);
  });

  it("Attack: a title that speaks of two pointers lets neither join, nor one that leads to no wallet", async () => {
    const titles = [
      "Add $wallet.example/ann, not $wallet.example/mallory",
      "Pay $5 to $wallet.example/ann",
      "Add $5",
      "Add $user@wallet.example/ann",
      "Add $127.1/ann",
      "Add ＄wallet.example/ann",
      `Add $wallet.example/${"x".repeat(300)}`,
    ];
    for (const title of titles) expect(sharesAfter(await voteOn(title)), title).to.equal(undefined);
  });

  it("Attack: a key that was filled up holds no vote up: it is told, and adds nothing", async () => {
    await has(...Array.from({ length: 64 }, (_, i) => ({ pointer: `$wallet.example/${i}`, weight: 1n })));
    clock.advance(10_000);
    const told = await voteOn("Add $wallet.example/ann");
    expect(told).to.include({ status: "passed", title: "Add $wallet.example/ann" });
    expect(sharesAfter(told)).to.equal(undefined);
  });
});
