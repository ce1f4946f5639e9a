import { expect } from "chai";
import type { Address, PublicClient } from "viem";
import { getFundingPhase, getProject } from "../../sdk/src/funding/index.ts";
import { createRound, RoundsConfig } from "../src/keeper/rounds.ts";
import type { Signer } from "../src/reports/Signer.ts";
import { migrate } from "../src/storage/migrate.ts";
import { openPglite } from "../src/storage/pglite.ts";
import { Lane } from "../src/submission/lane.ts";
import { Outbox, type Row, submissionMigrations } from "../src/submission/outbox.ts";
import { operatorSigners } from "./chain.ts";
import { ManualClock } from "./helpers/clock.ts";
import { createPools } from "./pools.ts";

/** What a keeper sends with: enough for three projects. */
const GAS = 90_000;
/** What becomes of the projects of a pool by the priority rule. */
export const SETTLED = ["funded", "live", "funded", "live", "funded", "live", "live", "funded"];

interface Starting {
  signer?: Signer;
  /** As they are configured. */
  decisions?: unknown;
  /** Whom to ask, if not the chain itself. */
  at?: PublicClient;
}

export type Rounds = Awaited<ReturnType<typeof openRounds>>;

/** Keepers of pools, on one storage. */
export async function openRounds() {
  const [pools, database] = [await createPools(), await openPglite()];
  await migrate(database, submissionMigrations);
  const { client } = pools;
  const clock = new ManualClock();
  const [first, second] = operatorSigners(2) as [Signer, Signer];
  for (const { address } of [first, second]) await pools.networkHelpers.setBalance(address, 10n ** 20n);

  const outboxOf = ({ address }: Signer) => new Outbox(database, `keeper:${address}`, () => clock.now());
  /** A keeper that has just been started, on what it has stored. */
  const start = (pool: Address, { signer = first, decisions, at = client }: Starting = {}) => {
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
  const phase = (pool: Address) => getFundingPhase(client, { pool });
  const stages = (pool: Address) =>
    Promise.all(SETTLED.map(async (_, i) => (await getProject(client, { pool, project: i + 1 })).stage));
  /** Lets it work until there is nothing left to do, and says how many transactions that took. */
  const settle = async (pool: Address, more: Starting = {}): Promise<number> => {
    for (let i = 0; i < 20; i++) {
      if ((await phase(pool)) === "open") break;
      await start(pool, more).step();
    }
    expect(await phase(pool)).to.equal("open");
    const rows = await outboxOf(more.signer ?? first).list(50);
    return rows.filter(({ state }) => state === "mined" || state === "final").length;
  };
  /** As if nothing had been sent. */
  const forget = () => database.query("TRUNCATE transactions CASCADE", []);
  const close = async (): Promise<void> => {
    await database.close();
    await pools.connection.close();
  };
  return {
    pools,
    database,
    client,
    clock,
    first,
    second,
    outboxOf,
    start,
    planned,
    phase,
    stages,
    settle,
    forget,
    close,
  };
}
