import { expect } from "chai";
import { createPublicClient, custom } from "viem";
import * as funding from "../../../sdk/src/funding/index.ts";
import { PERIOD } from "../../test/pools.ts";
import { openRounds, type Rounds, SETTLED } from "../../test/rounds.ts";
import { createServices } from "../services.ts";
import { Outbox } from "../submission/outbox.ts";
import { createRequest } from "../http/request.ts";
import { createLog } from "../log.ts";
import { Metrics } from "../metrics.ts";
import { createKeeper, KeeperConfig } from "./keeper.ts";
import { RoundsConfig } from "./rounds.ts";

/** By projects: 3, 1, 5 and 8, their pledges and what the pool adds; the root of 200 is rounded down. */
const PAID = 799n + 400n + 300n + 10n;

describe("A round that a keeper settles", function () {
  this.timeout(60_000);
  let rounds: Rounds;

  before(async () => {
    rounds = await openRounds();
  });

  beforeEach(() => rounds.forget());

  after(() => rounds.close());

  it("is decided, ranked, noted and paid by nobody's hand, a page at a time", async () => {
    const pool = await rounds.pools.open();
    const { step, look, outbox, send } = rounds.start(pool);
    await step();
    expect(await outbox.list(50)).to.deep.equal([]);
    await rounds.pools.skipCycles(PERIOD);
    const seen: string[] = [];
    for (let i = 0; i < 7; i++) {
      await step();
      const { ranked } = await funding.getRanked(rounds.client, { pool, account: rounds.first.address });
      seen.push(
        `${await rounds.phase(pool)} ${ranked} ${(await funding.getFundingRound(rounds.client, { pool })).toNote}`,
      );
    }
    // Eight to rank and four to note, in pages of three; then there is nothing left.
    expect(seen).to.deep.equal([
      "settling 0 0",
      "settling 3 0",
      "settling 6 0",
      "noting 6 4",
      "noting 6 3",
      "open 6 0",
      "open 6 0",
    ]);
    expect(await outbox.list(50)).to.have.length(6);
    expect(await rounds.stages(pool)).to.deep.equal(SETTLED);

    const upkeep = rounds.pools.deployment.contracts.Upkeep.address;
    const config = KeeperConfig.parse({ upkeep, watch: { pools: pool } });
    const before = await rounds.pools.paid();
    await createKeeper({ config, client: rounds.client, outbox, account: rounds.first.address })();
    await send();
    expect((await rounds.pools.paid()) - before).to.equal(PAID);
    await look();
    expect(await rounds.planned(outbox)).to.deep.equal([]);
  });

  it("is shared in proportion as well, and its next round settled after it", async () => {
    const pool = await rounds.pools.open({}, "proportional");
    await rounds.pools.skipCycles(PERIOD);
    // All that can be funded are 1, 2, 3, 4, 5, 7 and 8: three to note at a time.
    expect(await rounds.settle(pool)).to.equal(1 + 3 + 3);
    expect(await rounds.stages(pool)).to.deep.equal([
      "funded",
      "funded",
      "funded",
      "funded",
      "funded",
      "live",
      "funded",
      "funded",
    ]);
    await rounds.pools.skipCycles(PERIOD);
    expect(await rounds.phase(pool)).to.equal("settling");
    // What was left of the former ranking is not taken for the new one's.
    expect(await rounds.settle(pool)).to.equal(7 + 2);
  });

  it("is gone on with where others left it, and left to them where they are faster", async () => {
    const pool = await rounds.pools.open();
    const { look, outbox, send } = rounds.start(pool);
    const other = rounds.pools.voter(4);
    await rounds.pools.skipCycles(PERIOD);
    await look();
    await funding.decideRound(other, { pool, decision: {} });
    await send();
    // It was refused before anything was paid for it.
    expect((await outbox.list(50)).map(({ state, attempts }) => [state, attempts])).to.deep.equal([["planned", 1]]);
    await look();
    expect((await outbox.list(50)).map(({ state }) => state)).to.deep.equal(["planned", "idle"]);
    await send();
    for (const projects of [
      [3, 1, 2, 7],
      [4, 5],
      [6, 8],
    ])
      await funding.rankProjects(other, { pool, projects });
    await look();
    const [page] = await rounds.planned(outbox);
    // What was ranked with another's key is none of ours, but what they settled is.
    expect(page?.data).to.equal(
      funding.prepareNoteProjects({ pool, projects: [8], before: funding.chainProjects([3, 1, 5]) }).data,
    );
    await funding.noteProjects(other, { pool, projects: [5, 8], before: funding.chainProjects([3, 1]) });
    await funding.noteProjects(other, { pool, projects: [1], before: funding.chainProjects([3]) });
    await funding.claimFunding(other, { pool, project: 1, to: rounds.pools.addressOf(5) });
    await rounds.settle(pool);
    expect(await rounds.stages(pool)).to.deep.equal(SETTLED.with(0, "paid"));
  });

  it("is settled by several keepers at once, and once", async () => {
    const pool = await rounds.pools.open();
    const keepers = [rounds.first, rounds.second].map((signer) => rounds.start(pool, { signer }));
    await rounds.pools.skipCycles(PERIOD);
    for (let i = 0; i < 12; i++) {
      // Each has looked before any of them sends.
      for (const { look } of keepers) await look();
      for (const { send } of keepers) await send();
    }
    expect(await rounds.phase(pool)).to.equal("open");
    expect(await rounds.stages(pool)).to.deep.equal(SETTLED);
    for (const { outbox } of keepers) {
      const states = new Set((await outbox.list(50)).map(({ state }) => state));
      expect([...states].filter((state) => !["mined", "final", "idle"].includes(state))).to.deep.equal([]);
    }
  });

  it("is settled by one that is killed wherever it can be", async () => {
    const pool = await rounds.pools.open();
    await rounds.pools.skipCycles(PERIOD);
    const places = ["planned", "stored", "broadcast", "mined"];
    const nonce = () => rounds.client.getTransactionCount({ address: rounds.first.address });
    const before = await nonce();
    let kills = 0;
    for (let i = 0; i < 40 && (await rounds.phase(pool)) !== "open"; i++) {
      const { look, laneWith, step } = rounds.start(pool);
      await look();
      // It goes no further, and is never heard of again.
      await new Promise<void>((end, fail) => {
        const lane = laneWith((name) =>
          name === places[i % 4] ? new Promise(() => end(void kills++)) : Promise.resolve(),
        );
        lane.tick().then(end, fail);
      });
      if (i % 2 === 1) await step();
    }
    expect(await rounds.stages(pool)).to.deep.equal(SETTLED);
    expect(kills).to.be.greaterThan(6);
    // Once each.
    expect((await nonce()) - before).to.equal(6);
  });

  it("asks a node no more for many projects than for few", async () => {
    const pool = await rounds.pools.open();
    const asked: string[] = [];
    const transport = custom({
      request: async (request: { method: string }) => {
        asked.push(request.method);
        return rounds.client.request(request as never);
      },
    });
    const at = createPublicClient({ transport, cacheTime: 0 });
    const { look, step } = rounds.start(pool, { at });
    await look();
    expect(asked.splice(0)).to.deep.equal(["eth_call"]);
    // Nine batches of 64, where there was one.
    for (let i = 0; i < 8 * 64; i++) await rounds.pools.register(pool, 1n);
    await rounds.pools.skipCycles(PERIOD);
    await step();
    asked.splice(0);
    await look();
    expect(asked.length).to.be.lessThan(25);
  });

  it("is a chore of its own for every pool of an oracle that keeps", async () => {
    const pool = await rounds.pools.open();
    await rounds.pools.skipCycles(PERIOD);
    const { clock, client, database, first } = rounds;
    const { address } = first;
    const upkeep = rounds.pools.deployment.contracts.Upkeep.address;
    const settled = { kernel: rounds.pools.community.kernel, pools: [pool, upkeep] };
    const keeper = KeeperConfig.parse({ upkeep, rounds: settled, every: 60, gas: 4_000_000 });
    const request = createRequest({ clock });
    const own = { database, clock, client, chainId: 31_337, depth: 0n, submitter: address };
    const { chores } = createServices({ keeper }, { ...own, request, metrics: new Metrics(), log: createLog("error") });
    const names = ["keeper", `round ${pool.toLowerCase()}`, `round ${upkeep.toLowerCase()}`];
    expect(chores.map(({ name, pause }) => [name, pause])).to.deep.equal(names.map((name) => [name, 60_000]));
    await chores[1]?.work(new AbortController().signal);
    const [row] = await new Outbox(database, `31337:${address}`, () => clock.now()).list(1);
    const { data } = funding.prepareDecideRound({ pool, decision: {} });
    expect(row).to.include({ state: "planned", data, target: pool.toLowerCase(), gas: 4_000_000n });
  });

  it("is known by a kernel, pools and decisions in whole numbers", () => {
    const { kernel } = rounds.pools.community;
    const parse = (more: object) => RoundsConfig.safeParse({ kernel, pools: kernel, ...more });
    expect(parse({}).data).to.deep.include({ pools: [kernel.toLowerCase()], decisions: [] });
    const { decisions } = parse({ decisions: [{ lumpSum: `${2n ** 100n}` }] }).data ?? {};
    expect(decisions).to.deep.equal([{ struck: [], guaranteed: [], lumpSum: 2n ** 100n }]);
    for (const wrong of [
      { lumpSum: -1 },
      { lumpSum: "1.5" },
      { struck: [0] },
      { guaranteed: Array(33).fill(1) },
      { what: 1 },
    ]) {
      expect(parse({ decisions: [wrong] }).success).to.equal(false);
    }
  });
});
