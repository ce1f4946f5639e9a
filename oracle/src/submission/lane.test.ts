import { expect } from "chai";
import { type Address, type Hex, type PublicClient, encodeFunctionData, parseGwei } from "viem";
import type { TestChain } from "../../test/chain.ts";
import type { ManualClock } from "../../test/helpers/clock.ts";
import { CONSUMER, KEY, type Lanes, PATIENCE, eachWithLanes } from "../../test/lanes.ts";
import { rejected } from "../../test/storage.ts";
import type { Database } from "../storage/Database.ts";
import type { Lane, LaneDependencies } from "./lane.ts";
import type { Outbox, TransactionState } from "./outbox.ts";
import { privateKeyToAccount } from "viem/accounts";

/** What relayers fail at. The consumer counts its calls: one that is made twice shows. */
describe("Lane", () => {
  let lanes: Lanes;
  let database: Database;
  let chain: TestChain;
  let consumer: Address;
  let clock: ManualClock;
  let outbox: Outbox;
  let lane: Lane;
  let sent = 0;
  const account = privateKeyToAccount(KEY);

  const open = (changes: Partial<LaneDependencies> = {}): Lane => lanes.open(changes);
  const plan = (key = `call ${sent++}`) => lanes.plan(key);
  const mine = (blocks = 1) => chain.control.mine({ blocks });
  const count = () => lanes.count();
  const states = async () => (await outbox.list(20)).toReversed().map(({ state }): TransactionState => state);
  const nonces = async () => (await outbox.list(20)).toReversed().map(({ nonce }) => nonce);
  const hashOf = async (index: number): Promise<Hex> => {
    const row = (await outbox.list(20)).toReversed()[index];
    return (await outbox.broadcasts(row?.id ?? 0n))[0]?.hash ?? "0x";
  };
  const settle = () => lanes.settle(lane);
  /** Somebody else with the same key. */
  const elsewhere = async (nonce: number, fee: bigint) => {
    const transaction = await account.signTransaction({
      chainId: chain.chainId,
      to: account.address,
      nonce,
      gas: 21_000n,
      maxFeePerGas: fee,
      maxPriorityFeePerGas: fee,
      type: "eip1559",
    });
    return chain.client.sendRawTransaction({ serializedTransaction: transaction });
  };

  eachWithLanes((fresh) => {
    lanes = fresh;
    ({ database, chain, consumer, clock, outbox } = lanes);
    lane = open();
  });

  it("takes a call from planned to final", async () => {
    await plan("once");
    await plan("once");
    expect(await states()).to.deep.equal(["planned"]);
    await lane.tick();
    expect(await states()).to.deep.equal(["broadcast"]);
    await mine();
    await lane.tick();
    expect(await states()).to.deep.equal(["mined"]);
    await settle();
    expect(await states()).to.deep.equal(["final"]);
    expect(await count()).to.equal(1n);
    expect(lane.status).to.include({ underWay: 0, gap: 0, stuck: false });
  });

  for (const step of ["planned", "stored", "broadcast", "mined", "final"]) {
    it(`makes a call once if it breaks off at "${step}"`, async () => {
      await plan();
      const broken = open({
        checkpoint: async (name) => {
          if (name === step) throw new Error("gone");
        },
      });
      for (let round = 0; round < 4; round++) {
        await broken.tick().catch(() => {});
        await mine();
      }
      clock.advance(2_000);
      lane = open();
      await settle();
      clock.advance(600_000);
      await settle();
      expect(await states()).to.deep.equal(["final"]);
      expect(await count()).to.equal(1n);
    });
  }

  it("sends what the node forgot again, so that what comes after is not held up", async () => {
    await plan();
    await plan();
    await lane.tick();
    await chain.control.dropTransaction({ hash: await hashOf(0) });
    await mine();
    expect(await count()).to.equal(0n);
    await settle();
    expect(await states()).to.deep.equal(["final", "final"]);
    expect(await nonces()).to.deep.equal([0n, 1n]);
    expect(await count()).to.equal(2n);
  });

  it("takes the next nonce where the key was used elsewhere before a restart", async () => {
    await elsewhere(0, parseGwei("10"));
    await mine();
    await plan();
    await settle();
    expect(await nonces()).to.deep.equal([1n]);
    expect(await count()).to.equal(1n);
  });

  it("starts over with another nonce when somebody else's transaction took its own, but not before that is final", async () => {
    await plan();
    await lane.tick();
    await chain.control.dropTransaction({ hash: await hashOf(0) });
    await elsewhere(0, parseGwei("50"));
    await mine();
    await lane.tick();
    expect(await states()).to.deep.equal(["broadcast"]);
    await settle();
    await settle();
    expect(await states()).to.deep.equal(["final"]);
    expect(await nonces()).to.deep.equal([1n]);
    expect(await count()).to.equal(1n);
  });

  it("does not take a nonce that waits with somebody else's transaction, and closes the gap when that is dropped", async () => {
    const foreign = await elsewhere(0, parseGwei("10"));
    await plan();
    await lane.tick();
    expect(await nonces()).to.deep.equal([1n]);
    await chain.control.dropTransaction({ hash: foreign });
    await mine();
    expect(await count()).to.equal(0n);
    await lane.tick();
    expect(lane.status.gap).to.be.greaterThan(0);
    await settle();
    expect(await count()).to.equal(1n);
    expect(await nonces()).to.deep.equal([1n, 0n]);
  });

  it("pays at least a tenth more for a replacement, up to what it may, and then says that it is stuck", async () => {
    lane = open({ mostFee: parseGwei("4") });
    await plan();
    await lane.tick();
    const id = (await outbox.list(1))[0]?.id ?? 0n;
    for (let round = 0; round < 20 && !lane.status.stuck; round++) {
      clock.advance(PATIENCE);
      await lane.tick();
    }
    const fees = (await outbox.broadcasts(id)).map(({ maxFee, maxTip }) => ({ maxFee, maxTip })).toReversed();
    expect(fees.length).to.be.greaterThan(2);
    for (const [index, fee] of fees.entries()) {
      const former = fees[index - 1];
      if (former === undefined) continue;
      expect(fee.maxFee * 10n >= former.maxFee * 11n, `${former.maxFee} → ${fee.maxFee}`).to.equal(true);
      expect(fee.maxTip * 10n >= former.maxTip * 11n, `${former.maxTip} → ${fee.maxTip}`).to.equal(true);
      expect(fee.maxFee <= parseGwei("4")).to.equal(true);
    }
    expect(lane.status.stuck).to.equal(true);
    expect(lane.status.lastError).to.include("more than the 4000000000 that are allowed");
    await settle();
    expect(await count()).to.equal(1n);
    expect(lane.status.stuck).to.equal(false);
  });

  it("outbids what stands in its place, and does not do so for ever", async () => {
    await plan();
    const broken = open({
      checkpoint: async (name) => {
        if (name === "stored") throw new Error("gone");
      },
    });
    await broken.tick().catch(() => {});
    await elsewhere(0, parseGwei("99"));
    clock.advance(2_000);
    for (let round = 0; round < 60 && !lane.status.stuck; round++) {
      clock.advance(PATIENCE);
      await lane.tick();
    }
    expect(lane.status.stuck).to.equal(true);
    await settle();
    await settle();
    expect(await count()).to.equal(1n);
  });

  it("makes no call twice when the node's answers lag behind", async () => {
    await plan();
    await settle();
    const lagging = {
      ...chain.client,
      getTransactionCount: async () => 0,
      getTransactionReceipt: chain.client.getTransactionReceipt,
    } as unknown as PublicClient;
    await plan();
    await open({ client: lagging }).tick();
    expect(await nonces()).to.deep.equal([0n, 1n]);
    await settle();
    expect(await states()).to.deep.equal(["final", "final"]);
    expect(await count()).to.equal(2n);
  });

  it("follows a reorganisation back, and makes the call again", async () => {
    await plan();
    await lane.tick();
    await mine();
    await lane.tick();
    expect(await states()).to.deep.equal(["mined"]);
    await chain.control.request({ method: "anvil_rollback" as never, params: [1] as never });
    expect(await count()).to.equal(0n);
    await lane.tick();
    expect(await states()).to.deep.equal(["broadcast"]);
    await settle();
    expect(await states()).to.deep.equal(["final"]);
    expect(await count()).to.equal(1n);
  });

  it("waits with what would fail, longer each time, and does not hold up the rest", async () => {
    await chain.wallet.writeContract({ address: consumer, abi: CONSUMER, functionName: "behave", args: [true, false] });
    await mine();
    await plan();
    await lane.tick();
    expect(await states()).to.deep.equal(["planned"]);
    expect(lane.status.lastError).to.include("revert");
    const other = { target: account.address, data: "0x", gas: 21_000n, idleIfFalse: false } as const;
    await outbox.plan({ key: "other", ...other });
    await settle();
    expect(await states()).to.deep.equal(["planned", "final"]);
    await chain.wallet.writeContract({
      address: consumer,
      abi: CONSUMER,
      functionName: "behave",
      args: [false, false],
    });
    await mine();
    await settle();
    expect(await states()).to.deep.equal(["planned", "final"]);
    clock.advance(300_000);
    await settle();
    expect(await states()).to.deep.equal(["final", "final"]);
    expect(await count()).to.equal(1n);
  });

  it("keeps a call that was reverted in its block, and makes it again when it is asked to", async () => {
    await plan();
    await lane.tick();
    await chain.wallet.writeContract({
      address: consumer,
      abi: CONSUMER,
      functionName: "behave",
      args: [true, false],
      gas: 100_000n,
      maxFeePerGas: parseGwei("90"),
      maxPriorityFeePerGas: parseGwei("90"),
    });
    await settle();
    expect(await states()).to.deep.equal(["reverted"]);
    await chain.wallet.writeContract({
      address: consumer,
      abi: CONSUMER,
      functionName: "behave",
      args: [false, false],
    });
    await mine();
    const id = (await outbox.list(1))[0]?.id ?? 0n;
    expect(await outbox.retry(id)).to.equal(true);
    await settle();
    expect(await states()).to.deep.equal(["final"]);
    expect(await outbox.cancel(id)).to.equal(false);
  });

  it("leaves out what has nothing left to do, and what was taken back", async () => {
    // count() answers 0, as a call does that has nothing to do.
    const data = encodeFunctionData({ abi: CONSUMER, functionName: "count" });
    await outbox.plan({ key: "idle", target: consumer, data, gas: 50_000n, idleIfFalse: true });
    await lane.tick();
    expect(await states()).to.deep.equal(["idle"]);
    await plan();
    expect(await outbox.cancel((await outbox.list(1))[0]?.id ?? 0n)).to.equal(true);
    await settle();
    expect(await states()).to.deep.equal(["idle", "cancelled"]);
    expect(await count()).to.equal(0n);
  });

  it("signs nothing that cannot be stored", async () => {
    await plan();
    await database.query("ALTER TABLE broadcasts ADD CONSTRAINT full_disk CHECK (false) NOT VALID");
    try {
      await lane.tick();
      expect(await states()).to.deep.equal(["planned"]);
      expect(await chain.client.getTransactionCount({ address: account.address, blockTag: "pending" })).to.equal(0);
      expect(lane.status.lastError).to.include("full_disk");
    } finally {
      await database.query("ALTER TABLE broadcasts DROP CONSTRAINT full_disk");
    }
    clock.advance(600_000);
    await settle();
    expect(await count()).to.equal(1n);
  });

  it("ends its round when the node is gone, and goes on afterwards", async () => {
    await plan();
    const gone = { ...chain.client, getBlock: () => Promise.reject(new Error("no node")) } as unknown as PublicClient;
    await rejected(open({ client: gone }).tick(), "no node");
    await settle();
    expect(await count()).to.equal(1n);
  });
});
