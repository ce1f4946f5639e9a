import { expect } from "chai";
import { monthlySince } from "./months.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

const at = (text: string): number => Date.parse(text) / 1_000;

describe("monthlySince", () => {
  it("goes by the day of the month, or the last one of a shorter month", () => {
    const beginning = at("2024-01-31T10:00:00Z");
    const cases: [now: string, last: string][] = [
      ["2024-02-29T09:59:59Z", "2024-01-31T10:00:00Z"],
      ["2024-02-29T10:00:00Z", "2024-02-29T10:00:00Z"],
      ["2024-03-30T23:00:00Z", "2024-02-29T10:00:00Z"],
      ["2024-04-30T10:00:01Z", "2024-04-30T10:00:00Z"],
      ["2025-02-28T12:00:00Z", "2025-02-28T10:00:00Z"],
      ["2023-12-01T00:00:00Z", "2024-01-31T10:00:00Z"],
    ];
    for (const [now, last] of cases) expect(monthlySince(beginning, at(now)), now).to.equal(at(last));
  });

  it("never lies ahead, nor more than a month behind, nor goes back", () => {
    const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
    fc.assert(
      fc.property(seconds, seconds, fc.nat(10_000_000), (beginning, later, step) => {
        const now = beginning + later;
        const last = monthlySince(beginning, now);
        expect(last).to.be.within(beginning, now);
        expect(now - last).to.be.lessThan(31 * 86_400);
        expect(monthlySince(beginning, now + step)).to.be.at.least(last);
        expect(monthlySince(beginning, last), "the same all month").to.equal(last);
      }),
    );
  });
});
