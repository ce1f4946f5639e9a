import { type Address, encodeFunctionData, parseAbi, parseGwei } from "viem";
import { localSigner } from "../src/reports/Signer.ts";
import type { Database } from "../src/storage/Database.ts";
import { migrate } from "../src/storage/migrate.ts";
import { openPglite } from "../src/storage/pglite.ts";
import { Lane, type LaneDependencies } from "../src/submission/lane.ts";
import { Outbox, submissionMigrations } from "../src/submission/outbox.ts";
import { type TestChain, operatorKeys, startAnvil } from "./chain.ts";
import { ManualClock } from "./helpers/clock.ts";

/** What calls are made to. It counts them: one that is made twice shows. */
export const CONSUMER = parseAbi([
  "function consume(bytes32, uint64 sequence, uint64, bytes)",
  "function behave(bool refuses, bool burns)",
  "function count() view returns (uint256)",
]);
export const [KEY = "0x"] = operatorKeys(1);
/** Milliseconds. */
export const PATIENCE = 60_000;
const signer = localSigner(KEY);

/** A key's calls on a chain that mines when it is told. */
export class Lanes {
  readonly clock = new ManualClock();
  readonly outbox: Outbox;

  constructor(
    readonly chain: TestChain,
    readonly database: Database,
    readonly consumer: Address,
  ) {
    this.outbox = this.anotherOutbox();
  }

  /** Of another worker on the same storage. */
  anotherOutbox(): Outbox {
    return new Outbox(this.database, "test", () => this.clock.now());
  }

  open(changes: Partial<LaneDependencies> = {}): Lane {
    return new Lane({
      client: this.chain.client,
      chainId: this.chain.chainId,
      signer,
      outbox: this.outbox,
      depth: 1n,
      mostFee: parseGwei("100"),
      patience: PATIENCE,
      window: 4,
      clock: () => this.clock.now(),
      checkpoint: async () => {},
      ...changes,
    });
  }

  plan(key: string, target = this.consumer): Promise<void> {
    const args = [`0x${"00".repeat(32)}`, 1n, 1n, "0x"] as const;
    const data = encodeFunctionData({ abi: CONSUMER, functionName: "consume", args });
    return this.outbox.plan({ key, target, data, gas: 100_000n, idleIfFalse: false });
  }

  count(): Promise<bigint> {
    return this.chain.client.readContract({ address: this.consumer, abi: CONSUMER, functionName: "count" });
  }

  async settle(lane: Lane): Promise<void> {
    for (let round = 0; round < 6; round++) {
      await lane.tick();
      await this.chain.control.mine({ blocks: 1 });
    }
    await lane.tick();
  }
}

/** Has each test begin with a chain and an empty outbox, which are gone afterwards. */
export function eachWithLanes(begin: (lanes: Lanes) => void): void {
  let database: Database;
  let chain: TestChain;

  before(async () => {
    database = await openPglite();
    await migrate(database, submissionMigrations);
  });

  after(() => database.close());

  beforeEach(async () => {
    await database.query("TRUNCATE transactions, broadcasts");
    chain = await startAnvil({ manual: true });
    const consumer = await chain.deploy("contracts/test/Consumer.sol", "Consumer");
    await chain.control.setBalance({ address: signer.address, value: 10n ** 18n });
    begin(new Lanes(chain, database, consumer));
  });

  afterEach(() => chain.stop());
}
