import { expect } from "chai";
import { type Address, encodeFunctionData, parseGwei } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { TestChain } from "../../test/chain.ts";
import type { ManualClock } from "../../test/helpers/clock.ts";
import { CONSUMER, KEY, type Lanes, eachWithLanes } from "../../test/lanes.ts";
import type { Lane } from "./lane.ts";
import type { Outbox, Row } from "./outbox.ts";

/** Several that have their hands in one lane: workers that share a server, and whoever calls it off. */
describe("Hands in one lane", () => {
  let lanes: Lanes;
  let chain: TestChain;
  let consumer: Address;
  let clock: ManualClock;
  let outbox: Outbox;
  const account = privateKeyToAccount(KEY);

  const open = (on: Outbox, checkpoint: (name: string) => Promise<void> = async () => {}): Lane =>
    lanes.open({ outbox: on, checkpoint });
  const plan = (key: string, target = consumer) => lanes.plan(key, target);
  const mine = (blocks = 1) => chain.control.mine({ blocks });
  const count = () => lanes.count();
  const only = async (): Promise<Row> => {
    const [row] = await outbox.list(2);
    if (row === undefined) throw new Error("There is one.");
    return row;
  };
  const settle = (lane: Lane) => lanes.settle(lane);

  eachWithLanes((fresh) => {
    lanes = fresh;
    ({ chain, consumer, clock, outbox } = lanes);
  });

  it("makes no call that was cancelled while it was being signed", async () => {
    await plan("once");
    const { id } = await only();
    let cancelled = false;
    const lane = open(outbox, async (name) => {
      if (name === "planned") cancelled = await outbox.cancel(id);
    });
    await settle(lane);
    expect(cancelled).to.equal(true);
    expect((await only()).state).to.equal("cancelled");
    expect(await count()).to.equal(0n);
  });

  it("does not take for idle what was cancelled while that was asked", async () => {
    const data = encodeFunctionData({ abi: CONSUMER, functionName: "count" });
    const call = { key: "once", target: consumer, data, gas: 50_000n, idleIfFalse: true };
    await outbox.plan(call);
    const { id } = await only();
    const { client } = chain;
    const { call: ask } = client;
    client.call = async (...of) => {
      await outbox.cancel(id);
      return ask(...of);
    };
    await open(outbox).tick();
    await outbox.plan(call);
    expect((await only()).state).to.equal("cancelled");
  });

  it("makes a call once that two workers start over with, another's having taken its nonce", async () => {
    await plan("once");
    const [first, second] = [open(outbox), lanes.anotherOutbox()];
    await first.tick();
    const [sent] = await outbox.broadcasts((await only()).id);
    await chain.control.dropTransaction({ hash: sent?.hash ?? "0x" });
    const fees = { maxFeePerGas: parseGwei("50"), maxPriorityFeePerGas: parseGwei("50") };
    const foreign = { chainId: chain.chainId, to: account.address, nonce: 0, gas: 21_000n, type: "eip1559" } as const;
    const serializedTransaction = await account.signTransaction({ ...foreign, ...fees });
    await chain.client.sendRawTransaction({ serializedTransaction });
    await mine(5);
    // The second has read what is under way, and is slow.
    const read = second.underWay.bind(second);
    let isSlow = true;
    second.underWay = async () => {
      const rows = await read();
      if (isSlow) await first.tick();
      isSlow = false;
      return rows;
    };
    const slow = open(second);
    await slow.tick();
    await settle(slow);
    expect(await count()).to.equal(1n);
    expect((await only()).state).to.equal("final");
  });

  it("does not lose a call that one worker starts over with while another sends it", async () => {
    await plan("once");
    const [{ id }, other] = [await only(), lanes.anotherOutbox()];
    const lane = open(outbox, async (name) => {
      if (name === "broadcast") await other.replan({ id, nonce: 0n });
    });
    await lane.tick();
    await chain.control.dropTransaction({
      hash: (await chain.client.getBlock({ blockTag: "pending" })).transactions[0] ?? "0x",
    });
    await settle(open(outbox));
    expect((await only()).state).to.equal("final");
    expect(await count()).to.equal(1n);
  });

  it("lets what is new go before what keeps failing", async () => {
    const broken = await chain.deploy("contracts/test/Consumer.sol", "Consumer");
    await chain.wallet.writeContract({ address: broken, abi: CONSUMER, functionName: "behave", args: [true, false] });
    await mine();
    for (const key of ["1", "2", "3", "4"]) await plan(key, broken);
    await plan("good");
    const lane = open(outbox);
    for (let round = 0; round < 3; round++) {
      await lane.tick();
      await mine();
      clock.advance(300_000);
    }
    expect(await count()).to.equal(1n);
  });
});
