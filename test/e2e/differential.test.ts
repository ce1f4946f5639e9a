import { expect } from "chai";
import { VectorChain } from "../../scripts/vectors/chain.ts";
import { vectorScenario } from "../../scripts/vectors/format.ts";
import { perform } from "../../scripts/vectors/performance.ts";
import { everyManner } from "../helpers/manners.ts";
import { driftScenario, type DriftOptions } from "../model/drift.ts";
import { randomScenario, type RandomOptions } from "../model/random.ts";
import type { Scenario } from "../model/scenario.ts";
import { watchEveryCycle } from "../model/watch.ts";

/** The deep run plays more sequences, and others every time; `PERDURE_SEED` plays one of its runs again. */
const deep = process.env["PERDURE_DEEP"] === "1";
const FIRST_SEED = deep ? Number(process.env["PERDURE_SEED"] ?? Date.now() % 2 ** 31) : 1_000;
const TIMES = deep ? 25 : 1;

const DAY = 86_400;
const CYCLES_AFTER = 40;

type Random = Partial<Omit<RandomOptions, "seed">> & Pick<RandomOptions, "kind">;

const SEQUENCES: Record<string, { seeds: number; options: Random }> = {
  "resource ballots": { seeds: 5, options: { kind: "elections", setting: { method: "resource" } } },
  "score ballots": { seeds: 5, options: { kind: "elections", setting: { method: "score" } } },
  "equal amounts": {
    seeds: 4,
    options: {
      kind: "elections",
      coarse: true,
      setting: { halfLife: 0, method: "resource", seats: 3, stabilizationFill: "50000000000000000" },
    },
  },
  leases: { seeds: 5, options: { kind: "leases" } },
  "leases in score ballots": { seeds: 5, options: { kind: "leases", setting: { method: "score" } } },
  "linear scaling": { seeds: 2, options: { kind: "leases", setting: { scaling: "linear" } } },
  "a full field": {
    seeds: 1,
    options: {
      kind: "elections",
      setting: { method: "resource" },
      voters: 40,
      events: 140,
      nominations: 0.85,
      credits: 0.02,
      idle: 0.02,
    },
  },
  "a full field of leases": {
    seeds: 1,
    options: {
      kind: "leases",
      setting: { cycle: DAY },
      voters: 60,
      events: 200,
      nominations: 0.85,
      credits: 0.1,
      idle: 0,
    },
  },
};

const STRETCHES: Record<string, Omit<DriftOptions, "seed">> = {
  "credits in every cycle": {
    kind: "elections",
    setting: { seats: 2, stabilizationFill: "3000000000000000000" },
    cycles: 300,
    stretches: 2,
  },
  "leases that begin and end in every cycle": {
    kind: "leases",
    setting: { cycle: DAY, stabilizationFill: "9000000000000000000", nominationFill: "500000000000000000" },
    cycles: 250,
    stretches: 2,
  },
};

describe("contracts and reference model", () => {
  let chain: VectorChain;
  before(async () => {
    chain = await VectorChain.create();
  });
  after(() => chain.close());

  /** Plays a scenario once in every manner. */
  async function agree(json: Scenario, seed: number): Promise<void> {
    const scenario = vectorScenario.parse(json);
    for (const [name, manner] of Object.entries(everyManner(chain, json.cycle, seed))) {
      const { cases, disagreements } = await perform({ chain, scenario, manner });
      expect(disagreements.slice(0, 3), `seed ${seed}, ${name}`).to.deep.equal([]);
      expect(cases).to.be.greaterThan(0);
    }
  }

  for (const [name, { seeds, options }] of Object.entries(SEQUENCES)) {
    it(`agree in every cycle: ${name}`, async function () {
      this.timeout(TIMES * 60_000);
      for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds * TIMES; seed++) {
        await agree(watchEveryCycle(randomScenario({ ...options, seed }), CYCLES_AFTER), seed);
      }
    });
  }

  for (const [name, options] of Object.entries(STRETCHES)) {
    it(`agree after hundreds of idle cycles: ${name}`, async function () {
      this.timeout(TIMES * 60_000);
      for (let seed = FIRST_SEED; seed < FIRST_SEED + TIMES; seed++) {
        await agree(driftScenario({ ...options, seed }), seed);
      }
    });
  }
});
