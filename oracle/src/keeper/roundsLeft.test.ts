import { expect } from "chai";
import { type Address, createPublicClient, custom, http } from "viem";
import * as funding from "../../../sdk/src/funding/index.ts";
import { failure } from "../../../test/helpers/world.ts";
import { PERIOD } from "../../test/pools.ts";
import { openRounds, type Rounds, SETTLED } from "../../test/rounds.ts";
import { OracleError } from "../errors.ts";

describe("A round that a keeper leaves to people", function () {
  this.timeout(60_000);
  let rounds: Rounds;

  before(async () => {
    rounds = await openRounds();
  });

  beforeEach(() => rounds.forget());

  after(() => rounds.close());

  it("is ranked anew if what was ranked with its key leads nowhere, but once", async () => {
    const pool = await rounds.pools.open();
    const { look, outbox, send, step } = rounds.start(pool);
    const { address } = rounds.first;
    await rounds.pools.become(address);
    const spoil = () => funding.rankProjects(rounds.pools.deployer, { pool, projects: [1], account: address });
    await rounds.pools.skipCycles(PERIOD);
    await step();
    await spoil();
    const error = await failure(look());
    expect(error).to.be.instanceOf(OracleError).and.to.have.property("message").that.contains("what follows 1 ranked");
    const [again] = await rounds.planned(outbox);
    expect(again?.data).to.equal(funding.prepareRerankProjects({ pool }).data);
    await send();
    await step();
    expect((await funding.getRanked(rounds.client, { pool, account: address })).ranked).to.equal(3);
    await funding.rerankProjects(rounds.pools.deployer, { pool, account: address });
    await spoil();
    for (let i = 0; i < 3; i++) await failure(step());
    expect(await rounds.planned(outbox)).to.deep.equal([]);
    // By hand it goes on.
    await funding.rerankProjects(rounds.pools.deployer, { pool, account: address });
    await rounds.settle(pool);
    expect(await rounds.stages(pool)).to.deep.equal(SETTLED);
  });

  it("is decided as was voted, if the text is known, and not at all if that was voted", async () => {
    const decision = { struck: [3], guaranteed: [4, 6], lumpSum: 7n };
    const pool = await rounds.pools.open(decision);
    await rounds.pools.skipCycles(PERIOD);
    const { look, outbox } = rounds.start(pool);
    const content = await funding.getDecisionContent(rounds.client, { pool, decision });
    const error = await failure(look());
    expect(error).to.be.instanceOf(OracleError).and.to.have.property("message").that.contains(content);
    expect(await outbox.list(50)).to.deep.equal([]);
    const decisions = [{ struck: [1] }, { ...decision, lumpSum: "7" }];
    await rounds.settle(pool, { decisions });
    // 4 is guaranteed, 6 is more than there is, so the queue waits: what needs nothing is paid.
    expect(await rounds.stages(pool)).to.deep.equal([
      "live",
      "live",
      "live",
      "guaranteed",
      "funded",
      "live",
      "live",
      "funded",
    ]);

    const idle = await rounds.pools.open("nothing");
    await rounds.pools.skipCycles(PERIOD);
    await rounds.start(idle).step();
    expect(await rounds.phase(idle)).to.equal("open");
    expect(new Set(await rounds.stages(idle))).to.deep.equal(new Set(["live"]));
  });

  it("is passed over when its time is, with nothing left to send", async () => {
    const pool = await rounds.pools.open();
    await rounds.pools.skipCycles(PERIOD);
    const { look, outbox } = rounds.start(pool);
    await look();
    expect(await rounds.planned(outbox)).to.have.length(1);
    await rounds.pools.skipCycles(PERIOD / 2);
    await look();
    expect(await rounds.planned(outbox)).to.deep.equal([]);
    expect(await rounds.phase(pool)).to.equal("open");
  });

  it("is left to people once nobody can say by which votes it was ranked", async () => {
    const pool = await rounds.pools.open();
    await rounds.pools.skipCycles(PERIOD);
    const { look, step, outbox } = rounds.start(pool);
    while ((await rounds.phase(pool)) === "settling") await step();
    const blockNumber = await rounds.client.getBlockNumber({ cacheTime: 0 });
    for (const [project, permanent] of [
      [3, 1n],
      [1, 9_000n],
    ] as const) {
      await funding.placeOnProject(rounds.pools.voter(3), { pool, project, permanent });
    }
    await rounds.pools.skipCycles(PERIOD);
    const error = await failure(look());
    expect(error)
      .to.be.instanceOf(OracleError)
      .and.to.have.property("message")
      .that.contains("what is to be noted is refused");
    expect(await rounds.planned(outbox)).to.deep.equal([]);
    const { note } = await funding.planRound(rounds.client, { pool, scaling: "quadratic", page: 3, blockNumber });
    for (const page of note) await funding.noteProjects(rounds.pools.voter(4), { pool, ...page });
    expect(await rounds.stages(pool)).to.deep.equal(SETTLED);
    // The next one is due at once.
    expect(await rounds.phase(pool)).to.equal("settling");
    expect(await rounds.settle(pool)).to.be.greaterThan(4);
  });

  it("is not waited for if it can never be decided", async () => {
    const pool = await rounds.pools.open("stopped");
    await rounds.pools.skipCycles(PERIOD);
    expect(await rounds.phase(pool)).to.equal("settling");
    const { look, outbox } = rounds.start(pool);
    await look();
    expect(await outbox.list(50)).to.deep.equal([]);
  });

  it("is left as it is while the node does not answer", async () => {
    const pool = await rounds.pools.open();
    await rounds.pools.skipCycles(PERIOD);
    await rounds.start(pool).step();
    await funding.rankProjects(rounds.pools.voter(4), { pool, projects: [3] });
    // Answers to what is read, but not to what is tried out.
    const deaf = custom(
      {
        request: async (asked: { method: string; params: [{ from?: Address }] }) => {
          if (asked.method === "eth_call" && asked.params[0].from !== undefined) throw new Error("overloaded");
          return rounds.client.request(asked as never);
        },
      },
      { retryCount: 0 },
    );
    for (const transport of [deaf, http("http://127.0.0.1:9", { retryCount: 0 })]) {
      const keeper = rounds.start(pool, { at: createPublicClient({ transport, cacheTime: 0 }) });
      expect(await failure(keeper.look()))
        .to.have.property("name")
        .that.is.oneOf(["RequestFailedError", "UnreachableError"]);
      expect(await rounds.planned(keeper.outbox)).to.deep.equal([]);
    }
    expect(await rounds.settle(pool)).to.equal(6);
  });
});
