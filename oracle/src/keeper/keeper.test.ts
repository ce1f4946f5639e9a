import { expect } from "chai";
import { type Address, createPublicClient, encodeFunctionData, http, parseAbi } from "viem";
import { type TestChain, operatorKeys, startAnvil } from "../../test/chain.ts";
import { rejected } from "../../test/storage.ts";
import { ManualClock } from "../../test/helpers/clock.ts";
import { localSigner } from "../reports/Signer.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { openPglite } from "../storage/pglite.ts";
import { Lane } from "../submission/lane.ts";
import { Outbox, submissionMigrations } from "../submission/outbox.ts";
import { createKeeper, KeeperConfig } from "./keeper.ts";

const abi = parseAbi([
  "function submit(uint256 value)",
  "function count() view returns (uint256)",
  "function turn(uint256 by)",
  "function behave(bool refuses, bool burns)",
  "function consume(bytes32, uint64 sequence, uint64, bytes)",
]);

describe("The keeper", function () {
  this.timeout(60_000);
  let chain: TestChain;
  let database: Database;
  let upkeep: Address;
  let dial: Address;
  let account: Address;
  let outbox: Outbox;
  let lane: Lane;
  let look: () => Promise<void>;

  before(async () => {
    [chain, database] = [await startAnvil({ manual: true }), await openPglite()];
    await migrate(database, submissionMigrations);
    const [key] = operatorKeys(1);
    if (key === undefined) throw new Error("one key was asked for");
    const signer = localSigner(key);
    account = signer.address;
    await chain.control.setBalance({ address: signer.address, value: 10n ** 20n });
    upkeep = await chain.deploy("contracts/keeper/Upkeep.sol", "Upkeep");
    // Obeys the Upkeep contract alone, so that only what goes through it has an effect.
    dial = await chain.deploy("contracts/test/Dial.sol", "Dial", [upkeep]);
    const clock = new ManualClock();
    outbox = new Outbox(database, `${chain.chainId}:${signer.address}`, () => clock.now());
    const { client, chainId } = chain;
    const fees = { depth: 0n, mostFee: 10n ** 12n, patience: 60_000, window: 8 };
    lane = new Lane({ client, chainId, signer, outbox, ...fees, clock: () => clock.now(), checkpoint: async () => {} });
    const call = encodeFunctionData({ abi, functionName: "turn", args: [1n] });
    const probe = encodeFunctionData({ abi, functionName: "count" });
    const never = encodeFunctionData({ abi, functionName: "submit", args: [1n] });
    const jobs = [
      { target: dial, call, probe },
      { target: dial, call: never },
    ];
    const config = KeeperConfig.parse({ upkeep, gas: 300_000, jobs });
    look = createKeeper({ config, client, outbox, account });
  });

  after(async () => {
    await database.close();
    chain.stop();
  });

  const count = (): Promise<bigint> => chain.client.readContract({ address: dial, abi, functionName: "count" });
  const states = async (): Promise<string[]> => (await outbox.list(10)).map(({ state }) => state);

  it("does what is due through its lane, once, and leaves out what cannot be done", async () => {
    await look();
    await look();
    expect(await states()).to.deep.equal(["planned"]);
    await lane.tick();
    await look();
    expect(await states()).to.deep.equal(["broadcast"]);
    expect(await count()).to.equal(0n);
    await chain.control.mine({ blocks: 1 });
    expect(await count()).to.equal(1n);
    await chain.control.mine({ blocks: 8 });
    await lane.tick();
    expect(await states()).to.deep.equal(["final"]);
  });

  it("does it again when it is due again, and takes back what is due no longer", async () => {
    await look();
    expect(await states()).to.deep.equal(["planned", "final"]);
    // Nothing is due where the contract refuses.
    const code = await chain.client.getCode({ address: dial });
    await chain.control.setCode({ address: dial, bytecode: "0x" });
    await look();
    expect(await states()).to.deep.equal(["idle", "final"]);
    await chain.control.setCode({ address: dial, bytecode: code ?? "0x" });
    await look();
    expect(await states()).to.deep.equal(["planned", "final"]);
  });

  it("does the others where some burn all the gas that there is", async () => {
    const consumer = await chain.deploy("contracts/test/Consumer.sol", "Consumer");
    const burning = { address: consumer, abi, functionName: "behave", args: [false, true] } as const;
    await chain.wallet.writeContract(burning);
    await chain.control.mine({ blocks: 1 });
    const args = [`0x${"00".repeat(32)}`, 1n, 1n, "0x"] as const;
    const burn = { target: consumer, call: encodeFunctionData({ abi, functionName: "consume", args }) };
    const turn = { target: dial, call: encodeFunctionData({ abi, functionName: "turn", args: [1n] }) };
    const config = KeeperConfig.parse({ upkeep, jobs: [burn, burn, burn, turn, burn] });
    const keep = createKeeper({ config, client: chain.client, outbox, account });
    for (const { key } of await outbox.unsettled("upkeep:")) await outbox.withdraw(key);
    await keep();
    const [row] = await outbox.list(1);
    expect(row?.state).to.equal("planned");
    expect(row?.data).to.contain(turn.call.slice(2)).and.to.not.contain(burn.call.slice(2));
    // A node that does not answer has not said that nothing is due.
    const away = createPublicClient({ transport: http("http://127.0.0.1:9", { retryCount: 0 }), cacheTime: 0 });
    await rejected(createKeeper({ config, client: away, outbox, account })(), "HTTP request failed");
    expect((await outbox.list(1))[0]?.state).to.equal("planned");
  });

  it("refuses jobs that no contract would take", () => {
    const job = { target: dial, call: "0x" };
    const parse = (more: object) => KeeperConfig.safeParse({ upkeep: dial, jobs: [job], ...more }).success;
    expect(parse({})).to.equal(true);
    expect(parse({ watch: { elections: dial, pools: [dial, dial], startBlock: 7 } })).to.equal(true);
    expect(parse({ watch: { parliament: dial } })).to.equal(false);
    expect(parse({ jobs: Array.from({ length: 65 }, () => job) })).to.equal(false);
    expect(parse({ jobs: [{ ...job, call: "0x1" }] })).to.equal(false);
  });
});
