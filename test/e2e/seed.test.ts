import { expect } from "chai";
import { getAddress } from "viem";
import { type DemoChain, startChain } from "../../scripts/demo/chain.ts";
import { EPOCH, SITE } from "../../scripts/demo/seed/commons.ts";
import { SeedWorld } from "../../scripts/demo/seed/world.ts";
import { deploy } from "../../scripts/lib/deploy.ts";

const DAY = 86_400;
const [ANN, BEN, CAT] = ["$wallet.example/ann", "$wallet.example/ben", "$wallet.example/cat"];

/**
 * The flow that all this began with: a pointer set in a forum is voted on there, and shares in the revenue; what readers pay is
 * weight. Three operators, of whom one is down throughout.
 */
describe("The seed", function () {
  this.timeout(120_000);
  let chain: DemoChain;
  let world: SeedWorld;

  before(async () => {
    chain = await startChain();
    const deployment = await deploy(chain.actor(0));
    // Time stands still until it is moved.
    world = await SeedWorld.start(chain, deployment, () => 0);
    const third = world.operators.members[2];
    if (third !== undefined) third.down = true;
  });

  after(async () => {
    await world?.close();
    await chain?.close();
  });

  const onChain = (pointer: string): Promise<void> =>
    world.until("the outcome is on the chain", async () => (await world.reportOn(pointer)) !== undefined);

  it("opens a vote when a member sets a payment pointer, once, and tells the member", async () => {
    expect(await world.setPointer("ann", ANN)).to.equal(200);
    expect(await world.setPointer("ann", ANN)).to.equal(200);
    expect(world.forum.forum.latest(Infinity)).to.have.length(1);
    expect(world.poll(ANN)).to.deep.include({ status: "open", voters: 0 });
    await world.operators.round();
    await world.operators.round();
    expect(world.forum.forum.messagesTo("ann").map(({ title }) => title)).to.deep.equal([
      `Vote opened: Add ${ANN} to the revenue share`,
    ]);
    expect(await world.view()).to.equal(SITE);
  });

  it("closes it at the fifth vote, and two of three operators bring it to the chain", async () => {
    for (const name of ["ann", "ben", "cat", "dan"] as const) world.vote(name, ANN, name === "dan" ? "No" : "Yes");
    await world.pass(60);
    await world.operators.round();
    expect(world.poll(ANN)?.status).to.equal("open");
    world.vote("eve", ANN, "Yes");
    await onChain(ANN);
    expect(world.poll(ANN)).to.deep.include({ status: "closed", voters: 5 });
    expect(await world.reported(ANN)).to.deep.include({ status: 1 });
    const { over, readyAt } = await world.commons.direction(world.pollKey(ANN));
    expect(over).to.equal(false);
    expect(Number(readyAt)).to.be.greaterThan(await world.commons.time());
    const messages = world.forum.forum.messagesTo("ann");
    expect(messages).to.have.length(2);
    expect(messages[1]?.raw).to.include("has ended: **passed**");
  });

  it("lets the pointer share in the revenue after the delay, and the next page view pick it", async () => {
    await world.carriedOut(ANN);
    expect(await world.commons.pointers()).to.deep.equal([SITE, ANN]);
    await world.pass(10);
    const views = await Promise.all(Array.from({ length: 60 }, () => world.view(1)));
    expect(new Set(views)).to.deep.equal(new Set([SITE, ANN]));
  });

  it("publishes the constitution that gave the forum this power", async () => {
    await world.operators.round();
    const answer = await fetch(`${world.operators.members[0]?.url ?? ""}/governance/communityrule.json`);
    expect(answer.status).to.equal(200);
    const { name, modules } = (await answer.json()) as { name: string; modules: { summary: string }[] };
    expect(name).to.match(/^Constitution of /);
    const outcomes = getAddress(world.commons.addresses.outcomes);
    expect(modules.map(({ summary }) => summary)).to.include(`Module ${outcomes} is installed.`);
  });

  it("fails at one word of somebody trusted, and nothing happens", async () => {
    await world.setPointer("ben", BEN);
    world.vote("ben", BEN, "Yes");
    world.vote("fay", BEN, "No");
    await onChain(BEN);
    expect(await world.reported(BEN)).to.deep.include({ status: 2 });
    expect((await world.commons.direction(world.pollKey(BEN))).readyAt).to.equal(0n);
    expect(world.forum.forum.messagesTo("ben")[1]?.raw).to.include("has ended: **failed**");
  });

  it("ends after a day with whoever voted, and builds on what was decided before", async () => {
    await world.setPointer("cat", CAT);
    world.vote("cat", CAT, "Yes");
    await world.pass(DAY - 600);
    await world.operators.round();
    expect(world.poll(CAT)?.status).to.equal("open");
    await world.pass(600);
    await onChain(CAT);
    await world.carriedOut(CAT);
    expect(await world.commons.pointers()).to.deep.equal([SITE, ANN, CAT]);
  });

  it("makes weight of a month of micropayments, under one root", async () => {
    const genesis = await world.commons.genesisAt();
    const epoch = Math.floor((world.clock.seconds - genesis) / EPOCH) + 1;
    await world.moveTo(genesis + epoch * EPOCH);
    const paid = { dan: 0n, eve: 0n };
    for (let day = 0; day < 30; day++) {
      for (let visit = 0; visit < 10; visit++) {
        const value = BigInt(1_000_000 + day * 1_000 + visit);
        const name = (["dan", "eve"] as const)[visit % 2] ?? "dan";
        world.pay(name, value);
        paid[name] += value;
      }
      await world.pass(DAY - 60);
      if (day % 10 === 9) await world.operators.round();
    }
    expect(await world.receipt("dan")).to.equal(undefined);
    await world.pass(DAY);
    await world.until("the receipts are served", async () => (await world.receipt("dan")) !== undefined);
    const [dan, eve] = [await world.receipt("dan"), await world.receipt("eve")];
    expect(dan).to.deep.include({ epoch, value: String(paid.dan / 1_000n) });
    expect(eve).to.deep.include({ root: dan?.root, value: String(paid.eve / 1_000n) });
    expect(await world.commons.read("receipts", "isRoot", [dan?.root])).to.equal(true);
    const before = await world.commons.weight(world.actor("dan").account.address);
    expect(before).to.equal(0n);
    await world.claim("dan");
    await world.claim("eve");
    const { value } = await world.commons.read<{ value: bigint }>("receipts", "claimed");
    expect(value).to.equal(paid.dan / 1_000n + paid.eve / 1_000n);
    const weight = await world.commons.weight(world.actor("dan").account.address);
    // It has faded a little since the month ended.
    expect(Number(weight)).to.be.within(Number(paid.dan / 1_000n) * 0.99, Number(paid.dan / 1_000n));
  });
});
