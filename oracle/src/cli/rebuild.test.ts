import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { until } from "../../../test/helpers/command.ts";
import { ManualClock } from "../../test/helpers/clock.ts";
import { accountOf, GENESIS, MONTH, payment } from "../../test/receipts.ts";
import { openStorage } from "../index.ts";
import type { Receipts } from "../observation.ts";
import { createReceipts, ReceiptsConfig } from "../receipts/source.ts";
import { Observations } from "../storage/observations.ts";

const BIN = resolve("oracle/bin/perdure-oracle.mjs");
const WALLET = "stream:wallet.example/coop";
const RECEIPTS = {
  kind: "receipts",
  payments: [WALLET],
  genesisAt: GENESIS,
  halfLife: 31_557_600,
  epochLength: MONTH,
  mostValue: "1000000000",
  rates: [{ asset: "USD", from: 0, value: "1" }],
};
const CONFIG = `chain: { rpc: "http://127.0.0.1:1", inbox: "0x${"1".repeat(40)}" }
storage: { folder: data }
keys:
  operator: { keystore: operator.json, password: !file secrets/operator-password }
sources:
  - { kind: stream, wallet: $wallet.example/coop, seed: ${Buffer.alloc(32, 7).toString("base64")}, asset: USD, scale: 9 }
  - ${JSON.stringify(RECEIPTS)}
feeds: []
`;

/** What an operator types that was down while the others heard of a payment. */
describe("perdure-oracle receipts rebuild", function () {
  // Each command is a process that starts Node twice.
  this.timeout(240_000);
  let folder: string;

  const oracle = (...args: string[]) =>
    until(spawn(process.execPath, [BIN, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: "1" } }));
  /** Opens the folder as the service would, a month after the first epoch, hears of payments, and closes what is over. */
  const serve = async (...ids: string[]): Promise<Receipts[]> => {
    const database = await openStorage({ storage: { folder: "data" } }, folder);
    const clock = new ManualClock((GENESIS + 2 * MONTH) * 1_000);
    const observations = new Observations(
      database,
      () => [],
      () => clock.seconds,
    );
    for (const id of ids) {
      const paid = payment(id, { source: WALLET, payer: accountOf(3) });
      await observations.record(WALLET, { key: id, observation: paid });
    }
    const source = createReceipts(ReceiptsConfig.parse(RECEIPTS), { database, clock });
    const told: Receipts[] = [];
    for await (const { observation } of source.observe?.(undefined, new AbortController().signal) ?? []) {
      told.push(observation as Receipts);
    }
    await database.close();
    return told;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "perdure-rebuild-"));
    expect((await oracle("init")).code).to.equal(0);
    await writeFile(join(folder, "oracle.yaml"), CONFIG);
  });
  after(() => rm(folder, { recursive: true }));

  it("says that there is nothing to make again, and what is needed", async () => {
    const empty = await oracle("receipts", "rebuild", "0");
    expect([empty.code, empty.errors], empty.output).to.deep.equal([
      1,
      "Epoch 0 is not closed yet\nNone is: there is nothing to make again.\n",
    ]);
    const without = await oracle("receipts", "rebuild");
    expect(without.errors).to.include("The number of an epoch is needed");
  });

  it("puts what was missed into the epoch in which the others have it, and keeps it there", async () => {
    expect(await serve("a")).to.have.lengthOf(1);
    const [before] = await serve("missed");
    expect(before?.value).to.equal("1000");
    const { code, output, errors } = await oracle("receipts", "rebuild", "0");
    expect([code, output], errors).to.deep.equal([0, "1 epoch is made again; the next run tells its root.\n"]);
    const [after] = await serve();
    expect(after).to.include({ epoch: 0, value: "2000" });
    expect((await oracle("receipts", "rebuild", "0")).code).to.equal(0);
    expect(await serve()).to.deep.equal([after]);
  });
});
