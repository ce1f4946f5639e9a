import { readFileSync } from "node:fs";
import { expect } from "chai";
import { unitsAt } from "../../../sdk/src/forecast/decay.ts";
import { unitsDown } from "./units.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

interface Case {
  halfLife: number;
  elapsed: number;
  value: string;
  units: string;
}

const { cases } = JSON.parse(readFileSync("test/vectors/decay.json", "utf8")) as { cases: Case[] };

describe("units of receipts", () => {
  it("keep to the held vectors", () => {
    for (const { halfLife, elapsed, value, units } of cases) {
      const got = unitsDown(BigInt(value), 1_000 + elapsed, { genesisAt: 1_000, halfLife });
      expect(got <= BigInt(units), `${got} of ${units}`).to.equal(true);
      expect(got >= BigInt(units) - BigInt(units) / 10n ** 12n - 1n, `${got} of ${units}`).to.equal(true);
    }
  });

  it("are never more than the true ones, and at most 1e-17 of them less", () => {
    const halfLife = fc.integer({ min: 7_776_000, max: 3_155_760_000 });
    fc.assert(
      fc.property(
        halfLife,
        fc.double({ min: 0, max: 39.999, noNaN: true }),
        fc.bigInt(0n, 2n ** 64n - 1n),
        (h, n, value) => {
          const at = Math.floor(h * n);
          const [got, real] = [
            unitsDown(value, at, { genesisAt: 0, halfLife: h }),
            unitsAt(value, BigInt(at), { genesisAt: 0n, halfLife: h }),
          ];
          return got <= real && got >= real - real / 10n ** 17n - 1n;
        },
      ),
    );
  });

  it("are the value itself where nothing decays or at genesis, double it exactly, and end at the horizon", () => {
    expect(unitsDown(7n, 10 ** 9, { genesisAt: 0, halfLife: 0 })).to.equal(7n);
    expect(unitsDown(7n, 5, { genesisAt: 10, halfLife: 7_776_000 })).to.equal(7n);
    expect(unitsDown(7n, 7_776_000 * 39, { genesisAt: 0, halfLife: 7_776_000 })).to.equal(7n << 39n);
    expect(() => unitsDown(7n, 7_776_000 * 40, { genesisAt: 0, halfLife: 7_776_000 })).to.throw(RangeError, "horizon");
  });
});
