import { expect } from "chai";
import { pino } from "pino";
import { createPublicClient, http } from "viem";
import { operatorSigners } from "../test/chain.ts";
import { ManualClock } from "../test/helpers/clock.ts";
import { rejected } from "../test/storage.ts";
import { SourceError } from "./errors.ts";
import { Metrics } from "./metrics.ts";
import { Operator, type Pace } from "./operator.ts";
import type { Signer } from "./reports/Signer.ts";
import type { Source } from "./sources/Source.ts";
import { migrate } from "./storage/migrate.ts";
import { observationMigrations } from "./storage/observations.ts";
import { openPglite } from "./storage/pglite.ts";

const PACE: Pace = {
  observe: 1_000,
  chain: 1_000,
  takeover: 60_000,
  patience: 60_000,
  lifetime: 600n,
  depth: 1n,
  startBlock: 0n,
  mostFee: 10n ** 12n,
  reportGas: 1_000_000n,
};

const fault = new SourceError("list:dead", "unreachable", "does not answer", "Nothing.");
const dead: Source = {
  name: fault.source,
  observe: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(fault) }) }),
  confirm: () => Promise.resolve(undefined),
};

describe("Operator", () => {
  it("lets a source that never answers be missed from the start on, which no time of an answer could tell", async () => {
    const [signer] = operatorSigners(1) as [Signer];
    const database = await openPglite();
    await migrate(database, observationMigrations);
    const [clock, metrics] = [new ManualClock(), new Metrics()];
    const client = createPublicClient({ transport: http("http://127.0.0.1:1") });
    const chain = { client, chainId: 1, inbox: signer.address, signer, submitter: signer, peers: [], feeds: [] };
    const around = { clock, metrics, log: pino({ level: "silent" }), checkpoint: async () => {} };
    const operator = new Operator({ database, sources: [dead], ...chain, ...around, pace: PACE });
    const began = clock.now() / 1_000;
    await operator.run(AbortSignal.abort());
    clock.advance(3_600_000);
    await rejected(operator.look(dead, new AbortController().signal), "does not answer");
    const { values } = await metrics.sourceSeen.get();
    expect(values).to.deep.equal([{ labels: { source: dead.name }, value: began }]);
    await database.close();
  });
});
