import { expect } from "chai";
import { type Address, createPublicClient, custom, http, type PublicClient } from "viem";
import * as funding from "../../../sdk/src/funding/index.ts";
import { failure } from "../../../test/helpers/world.ts";
import { operatorSigners } from "../../test/chain.ts";
import { ManualClock } from "../../test/helpers/clock.ts";
import { createPools, PERIOD, type Pools } from "../../test/pools.ts";
import { OracleError } from "../errors.ts";
import type { Signer } from "../reports/Signer.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { openPglite } from "../storage/pglite.ts";
import { Lane } from "../submission/lane.ts";
import { Outbox, type Row, submissionMigrations } from "../submission/outbox.ts";
import { createServices } from "../services.ts";
import { createRequest } from "../http/request.ts";
import { createLog } from "../log.ts";
import { Metrics } from "../metrics.ts";
import { createKeeper, KeeperConfig } from "./keeper.ts";
import { createRound, RoundsConfig } from "./rounds.ts";

/** Enough for three projects. */
const GAS = 90_000;
/** By projects: 3, 1, 5 and 8, their pledges and what the pool adds; the root of 200 is rounded down. */
const PAID = 799n + 400n + 300n + 10n;

describe("A round that a keeper settles", function () {
  this.timeout(60_000);
  let pools: Pools;
  let database: Database;
  let client: PublicClient;
  const clock = new ManualClock();
  const [first, second] = operatorSigners(2) as [Signer, Signer];

  before(async () => {
    [pools, database] = [await createPools(), await openPglite()];
    await migrate(database, submissionMigrations);
    client = pools.client;
    for (const { address } of [first, second]) await pools.networkHelpers.setBalance(address, 10n ** 20n);
  });

  beforeEach(() => database.query("TRUNCATE transactions CASCADE", []));

  after(async () => {
    await database.close();
    await pools.connection.close();
  });

  const outboxOf = ({ address }: Signer) => new Outbox(database, `keeper:${address}`, () => clock.now());

  /** A keeper that has just been started, on what it has stored. */
  const start = (pool: Address, more: { signer?: Signer; decisions?: unknown; at?: PublicClient } = {}) => {
    const { signer = first, decisions, at = client } = more;
    const outbox = outboxOf(signer);
    const config = RoundsConfig.parse({ kernel: pools.community.kernel, pools: pool, decisions });
    const look = createRound({ config, pool, gas: GAS, client: at, outbox, account: signer.address });
    const laneWith = (checkpoint: (name: string) => Promise<void>) => {
      const fees = { depth: 0n, mostFee: 10n ** 12n, patience: 60_000, window: 8 };
      return new Lane({ client, chainId: 31_337, signer, outbox, ...fees, clock: () => clock.now(), checkpoint });
    };
    const lane = laneWith(async () => {});
    /** Sends what is planned, and sees that it is mined. */
    const send = async (): Promise<void> => {
      await lane.tick();
      await lane.tick();
    };
    const step = async (): Promise<void> => {
      await look();
      await send();
    };
    return { outbox, look, laneWith, send, step };
  };
  const planned = async (outbox: Outbox): Promise<Row[]> =>
    (await outbox.list(50)).filter(({ state }) => state === "planned");
  const phase = (pool: Address) => funding.getFundingPhase(client, { pool });
  const stages = (pool: Address) =>
    Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map(async (project) => (await funding.getProject(client, { pool, project })).stage),
    );
  const SETTLED = ["funded", "live", "funded", "live", "funded", "live", "live", "funded"];
  /** Lets it work until there is nothing left to do, and says how many transactions that took. */
  const settle = async (pool: Address, more: Parameters<typeof start>[1] = {}): Promise<number> => {
    for (let i = 0; i < 20; i++) {
      if ((await phase(pool)) === "open") break;
      await start(pool, more).step();
    }
    expect(await phase(pool)).to.equal("open");
    const rows = await outboxOf(more.signer ?? first).list(50);
    return rows.filter(({ state }) => state === "mined" || state === "final").length;
  };

  it("is decided, ranked, noted and paid by nobody's hand, a page at a time", async () => {
    const pool = await pools.open();
    const { step, look, outbox, send } = start(pool);
    await step();
    expect(await outbox.list(50)).to.deep.equal([]);
    await pools.skip(PERIOD);
    const seen: string[] = [];
    for (let i = 0; i < 7; i++) {
      await step();
      const { ranked } = await funding.getRanked(client, { pool, account: first.address });
      seen.push(`${await phase(pool)} ${ranked} ${(await funding.getFundingRound(client, { pool })).toNote}`);
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
    expect(await stages(pool)).to.deep.equal(SETTLED);

    const upkeep = pools.deployment.contracts.Upkeep.address;
    const config = KeeperConfig.parse({ upkeep, watch: { pools: pool } });
    const before = await pools.paid();
    await createKeeper({ config, client, outbox, account: first.address })();
    await send();
    expect((await pools.paid()) - before).to.equal(PAID);
    await look();
    expect(await planned(outbox)).to.deep.equal([]);
  });

  it("is shared in proportion as well, and its next round settled after it", async () => {
    const pool = await pools.open({}, "proportional");
    await pools.skip(PERIOD);
    // All that can be funded are 1, 2, 3, 4, 5, 7 and 8: three to note at a time.
    expect(await settle(pool)).to.equal(1 + 3 + 3);
    expect(await stages(pool)).to.deep.equal([
      "funded",
      "funded",
      "funded",
      "funded",
      "funded",
      "live",
      "funded",
      "funded",
    ]);
    await pools.skip(PERIOD);
    expect(await phase(pool)).to.equal("settling");
    // What was left of the former ranking is not taken for the new one's.
    expect(await settle(pool)).to.equal(7 + 2);
  });

  it("is gone on with where others left it, and left to them where they are faster", async () => {
    const pool = await pools.open();
    const { look, outbox, send } = start(pool);
    const other = pools.voter(4);
    await pools.skip(PERIOD);
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
    const [page] = await planned(outbox);
    // What was ranked with another's key is none of ours, but what they settled is.
    expect(page?.data).to.equal(
      funding.prepareNoteProjects({ pool, projects: [8], before: funding.chainProjects([3, 1, 5]) }).data,
    );
    await funding.noteProjects(other, { pool, projects: [5, 8], before: funding.chainProjects([3, 1]) });
    await funding.noteProjects(other, { pool, projects: [1], before: funding.chainProjects([3]) });
    await funding.claimFunding(other, { pool, project: 1, to: pools.addressOf(5) });
    await settle(pool);
    expect(await stages(pool)).to.deep.equal(SETTLED.with(0, "paid"));
  });

  it("is settled by several keepers at once, and once", async () => {
    const pool = await pools.open();
    const keepers = [first, second].map((signer) => start(pool, { signer }));
    await pools.skip(PERIOD);
    for (let i = 0; i < 12; i++) {
      // Each has looked before any of them sends.
      for (const { look } of keepers) await look();
      for (const { send } of keepers) await send();
    }
    expect(await phase(pool)).to.equal("open");
    expect(await stages(pool)).to.deep.equal(SETTLED);
    for (const { outbox } of keepers) {
      const states = new Set((await outbox.list(50)).map(({ state }) => state));
      expect([...states].filter((state) => !["mined", "final", "idle"].includes(state))).to.deep.equal([]);
    }
  });

  it("is settled by one that is killed wherever it can be", async () => {
    const pool = await pools.open();
    await pools.skip(PERIOD);
    const places = ["planned", "stored", "broadcast", "mined"];
    const nonce = () => client.getTransactionCount({ address: first.address });
    const before = await nonce();
    let kills = 0;
    for (let i = 0; i < 40 && (await phase(pool)) !== "open"; i++) {
      const { look, laneWith, step } = start(pool);
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
    expect(await stages(pool)).to.deep.equal(SETTLED);
    expect(kills).to.be.greaterThan(6);
    // Once each.
    expect((await nonce()) - before).to.equal(6);
  });

  it("is ranked anew if what was ranked with its key leads nowhere, but once", async () => {
    const pool = await pools.open();
    const { look, outbox, send, step } = start(pool);
    const { address } = first;
    await pools.become(address);
    const spoil = () => funding.rankProjects(pools.deployer, { pool, projects: [1], account: address });
    await pools.skip(PERIOD);
    await step();
    await spoil();
    const error = await failure(look());
    expect(error).to.be.instanceOf(OracleError).and.to.have.property("message").that.contains("what follows 1 ranked");
    const [again] = await planned(outbox);
    expect(again?.data).to.equal(funding.prepareRerankProjects({ pool }).data);
    await send();
    await step();
    expect((await funding.getRanked(client, { pool, account: address })).ranked).to.equal(3);
    await funding.rerankProjects(pools.deployer, { pool, account: address });
    await spoil();
    for (let i = 0; i < 3; i++) await failure(step());
    expect(await planned(outbox)).to.deep.equal([]);
    // By hand it goes on.
    await funding.rerankProjects(pools.deployer, { pool, account: address });
    await settle(pool);
    expect(await stages(pool)).to.deep.equal(SETTLED);
  });

  it("is decided as was voted, if the text is known, and not at all if that was voted", async () => {
    const decision = { struck: [3], guaranteed: [4, 6], lumpSum: 7n };
    const pool = await pools.open(decision);
    await pools.skip(PERIOD);
    const { look, outbox } = start(pool);
    const content = await funding.getDecisionContent(client, { pool, decision });
    const error = await failure(look());
    expect(error).to.be.instanceOf(OracleError).and.to.have.property("message").that.contains(content);
    expect(await outbox.list(50)).to.deep.equal([]);
    const decisions = [{ struck: [1] }, { ...decision, lumpSum: "7" }];
    await settle(pool, { decisions });
    // 4 is guaranteed, 6 is more than there is, so the queue waits: what needs nothing is paid.
    expect(await stages(pool)).to.deep.equal([
      "live",
      "live",
      "live",
      "guaranteed",
      "funded",
      "live",
      "live",
      "funded",
    ]);

    const idle = await pools.open("nothing");
    await pools.skip(PERIOD);
    await start(idle).step();
    expect(await phase(idle)).to.equal("open");
    expect(new Set(await stages(idle))).to.deep.equal(new Set(["live"]));
  });

  it("is passed over when its time is, with nothing left to send", async () => {
    const pool = await pools.open();
    await pools.skip(PERIOD);
    const { look, outbox } = start(pool);
    await look();
    expect(await planned(outbox)).to.have.length(1);
    await pools.skip(PERIOD / 2);
    await look();
    expect(await planned(outbox)).to.deep.equal([]);
    expect(await phase(pool)).to.equal("open");
  });

  it("is left as it is while the node does not answer", async () => {
    const pool = await pools.open();
    await pools.skip(PERIOD);
    await start(pool).step();
    await funding.rankProjects(pools.voter(4), { pool, projects: [3] });
    // Answers to what is read, but not to what is tried out.
    const deaf = custom(
      {
        request: async (asked: { method: string; params: [{ from?: Address }] }) => {
          if (asked.method === "eth_call" && asked.params[0].from !== undefined) throw new Error("overloaded");
          return client.request(asked as never);
        },
      },
      { retryCount: 0 },
    );
    for (const transport of [deaf, http("http://127.0.0.1:9", { retryCount: 0 })]) {
      const keeper = start(pool, { at: createPublicClient({ transport, cacheTime: 0 }) });
      expect(await failure(keeper.look()))
        .to.have.property("name")
        .that.is.oneOf(["RequestFailedError", "UnreachableError"]);
      expect(await planned(keeper.outbox)).to.deep.equal([]);
    }
    expect(await settle(pool)).to.equal(6);
  });

  it("asks a node no more for many projects than for few", async () => {
    const pool = await pools.open();
    const asked: string[] = [];
    const transport = custom({
      request: async (request: { method: string }) => {
        asked.push(request.method);
        return client.request(request as never);
      },
    });
    const at = createPublicClient({ transport, cacheTime: 0 });
    const { look, step } = start(pool, { at });
    await look();
    expect(asked.splice(0)).to.deep.equal(["eth_call"]);
    // Nine batches of 64, where there was one.
    for (let i = 0; i < 8 * 64; i++) await pools.register(pool, 1n);
    await pools.skip(PERIOD);
    await step();
    asked.splice(0);
    await look();
    expect(asked.length).to.be.lessThan(25);
  });

  it("is a chore of its own for every pool of an oracle that keeps", async () => {
    const pool = await pools.open();
    await pools.skip(PERIOD);
    const { address } = first;
    const upkeep = pools.deployment.contracts.Upkeep.address;
    const rounds = { kernel: pools.community.kernel, pools: [pool, upkeep] };
    const keeper = KeeperConfig.parse({ upkeep, rounds, every: 60, gas: 4_000_000 });
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
    const { kernel } = pools.community;
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
