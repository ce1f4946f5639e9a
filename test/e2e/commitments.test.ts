import { expect } from "chai";
import { VectorChain } from "../../scripts/vectors/chain.ts";
import { performCommitment } from "../../scripts/vectors/commitments.ts";
import { commitmentScenario } from "../model/commitments.ts";

/** The deep run plays more sequences, and others every time; `PERDURE_SEED` plays one of its runs again. */
const deep = process.env["PERDURE_DEEP"] === "1";
const FIRST_SEED = deep ? Number(process.env["PERDURE_SEED"] ?? Date.now() % 2 ** 31) : 1_000;
const SEEDS = deep ? 200 : 12;

describe("commitments and their model", () => {
  let chain: VectorChain;
  before(async () => {
    chain = await VectorChain.create();
  });
  after(() => chain.close());

  it(`agree on random sequences from seed ${FIRST_SEED} on`, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
      const { disagreements } = await performCommitment(chain, commitmentScenario(seed));
      expect(disagreements, `seed ${seed}`).to.deep.equal([]);
    }
  });
});
