import { expect } from "chai";
import { type Abi, type Address, encodeAbiParameters, stringToHex } from "viem";
import { readContract, waitForTransactionReceipt, writeContract } from "viem/actions";
import { receiptMigrations } from "../../oracle/src/receipts/migrations.ts";
import { readReceipt } from "../../oracle/src/receipts/proofs.ts";
import { createReceipts, ReceiptsConfig, receiptsBuilder } from "../../oracle/src/receipts/source.ts";
import { unitsDown } from "../../oracle/src/receipts/units.ts";
import { feedId, routerOf } from "../../oracle/src/reports/feeds.ts";
import type { Database } from "../../oracle/src/storage/Database.ts";
import { migrate } from "../../oracle/src/storage/migrate.ts";
import { observationMigrations, Observations } from "../../oracle/src/storage/observations.ts";
import { openPglite } from "../../oracle/src/storage/pglite.ts";
import { ManualClock } from "../../oracle/test/helpers/clock.ts";
import { accountOf, payment } from "../../oracle/test/receipts.ts";
import { readArtifact } from "../../scripts/lib/artifacts.ts";
import { createWorld, DAY, type World } from "../helpers/world.ts";

const EPOCH = 30 * DAY;
const HALF_LIFE = 90 * DAY;
const MOST = 10n ** 12n;
const FEED = stringToHex("receipts", { size: 32 });
const WALLET = payment("").source;
const { signal } = new AbortController();

describe("receipts on the chain", () => {
  let world: World;
  let database: Database;
  let weights: { address: Address; abi: Abi };
  let receipts: { address: Address; abi: Abi };
  let genesisAt: number;

  before(async () => {
    world = await createWorld();
    database = await openPglite();
    await migrate(database, [...observationMigrations, ...receiptMigrations]);
    const terms = [{ type: "uint32" }, { type: "uint64" }] as const;
    const configuration = encodeAbiParameters(terms, [EPOCH, MOST]);
    const implementation = world.deployment.contracts.ReceiptSource.address;
    const community = await world.found({ halfLife: HALF_LIFE, sources: [{ implementation, configuration }] });
    const [source = "0x"] = community.sources;
    receipts = { address: source, abi: await abiOf("contracts/weights/sources/ReceiptSource.sol", "ReceiptSource") };
    weights = { address: community.weights, abi: await abiOf("contracts/weights/Weights.sol", "Weights") };
    genesisAt = Number(await read<bigint>(receipts, "epochEndsAt", [0])) - EPOCH;
  });

  after(() => database.close());

  const abiOf = async (path: string, name: string): Promise<Abi> => (await readArtifact(path, { name })).abi;

  async function read<T>(contract: { address: Address; abi: Abi }, functionName: string, args: unknown[]): Promise<T> {
    return (await readContract(world.client, { ...contract, functionName, args })) as T;
  }

  async function send(sender: World["deployer"], functionName: string, args: unknown[]): Promise<void> {
    const { account, chain } = sender;
    const hash = await writeContract(sender, { ...receipts, functionName, args, account, chain });
    expect((await waitForTransactionReceipt(world.client, { hash })).status).to.equal("success");
  }

  it("are worth, to the unit, what the kernel says at any time up to its horizon", async () => {
    const values = [1n, 999_999_937n, 10n ** 12n, 2n ** 56n - 1n];
    for (let halfLives = 0; halfLives < 40; halfLives++) {
      for (const part of [0, 1, 1_234_567, HALF_LIFE / 2 + 1, HALF_LIFE - 1]) {
        const at = genesisAt + halfLives * HALF_LIFE + part;
        const value = values[(halfLives + part) % values.length] ?? 0n;
        const expected = await read<bigint>(weights, "unitsFor", [value, at]);
        expect(unitsDown(value, at, { genesisAt, halfLife: HALF_LIFE }), `${value} at ${at}`).to.equal(expected);
      }
    }
  });

  it("of a month go from payments to a root, and from the root to everybody's weight", async () => {
    const inbox = world.voter(0);
    await send(world.treasury, "setFeed", [inbox.account.address, FEED]);
    const endsAt = genesisAt + EPOCH;
    const clock = new ManualClock((endsAt + DAY) * 1_000);
    const config = ReceiptsConfig.parse({
      kind: "receipts",
      payments: [WALLET],
      genesisAt,
      halfLife: HALF_LIFE,
      epochLength: EPOCH,
      mostValue: String(MOST),
      rates: [{ asset: "USD", from: 0, value: "1.25" }],
    });
    const source = createReceipts(config, { database, clock });
    const feed = { id: feedId("receipts"), name: "receipts", sources: [source.name], builder: receiptsBuilder() };
    const observations = new Observations(database, routerOf([feed]), () => clock.seconds);
    const paid = new Map<string, bigint>();
    for (let i = 0; i < 200; i++) {
      const [payer, amount] = [accountOf(1_000 + (i % 23)), BigInt(1 + i * i * 7_919)];
      const more = { payer, cumulativeAmount: String(amount), observedAt: genesisAt + i * 12_345 };
      const observation = payment(String(i), more);
      await observations.record(WALLET, { key: observation.paymentId, observation });
      paid.set(payer, (paid.get(payer) ?? 0n) + amount);
    }
    for await (const observed of source.observe?.(undefined, signal) ?? []) {
      await observations.record(source.name, observed);
      const payload = await feed.builder.build(observed.observation, 0);
      await world.networkHelpers.time.increaseTo(endsAt);
      await send(inbox, "consume", [FEED, 1n, BigInt(endsAt), payload]);
    }
    await database.query("UPDATE items SET reported = wanted");
    for await (const _ of source.observe?.(undefined, signal) ?? []);

    for (const [account, amount] of paid) {
      const receipt = await readReceipt(database, account);
      if (receipt === undefined) throw new Error(`no receipt for ${account}`);
      const value = (amount * 5n) / 4n;
      const units = await read<bigint>(weights, "unitsFor", [value, endsAt]);
      expect(receipt).to.include({ units: String(units), value: String(value) });
      await send(world.deployer, "claim", [account, units, value, receipt.proof]);
      expect(await read<bigint>(weights, "unitsOf", [account])).to.equal(units);
    }
    expect(await read(receipts, "claimed", [])).to.deep.equal(await read(receipts, "published", []));
  });
});
