import { expect } from "chai";
import { LosslessNumber } from "lossless-json";
import { contentHash } from "./contentHash.ts";
import { decimalOf } from "./decimal.ts";
import { isSignedBy } from "./hmac.ts";
import { judgeSwiftPoll, type SwiftVote } from "./swiftPoll.ts";
import { outcomeOf } from "./verdict.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

const DAY = 86_400;

describe("judgeSwiftPoll", () => {
  const votes = (...levels: [approves: boolean, trustLevel: number][]): SwiftVote[] =>
    levels.map(([approves, trustLevel], index) => ({ voter: String(index), approves, trustLevel }));

  it("stays open until something ends it", () => {
    expect(judgeSwiftPoll([], 100, 100)).to.deep.equal({ over: false, closesAt: 100 + DAY });
    const four = votes([true, 2], [true, 2], [true, 2], [true, 2]);
    expect(judgeSwiftPoll(four, 0, DAY - 1)).to.deep.equal({ over: false, closesAt: DAY });
  });

  it("ends after a day, by most of the votes; a tie and silence fail", () => {
    expect(judgeSwiftPoll(votes([true, 1]), 0, DAY)).to.deep.equal({ over: true, passed: true, because: "time" });
    expect(judgeSwiftPoll(votes([true, 1], [false, 0]), 0, DAY)).to.include({ passed: false });
    expect(judgeSwiftPoll([], 0, DAY)).to.include({ over: true, passed: false });
  });

  it("ends at one trusted voice, either way, whatever the others say", () => {
    const against = votes([true, 2], [true, 2], [true, 2], [true, 2], [false, 3]);
    expect(judgeSwiftPoll(against, 0, 1)).to.deep.equal({ over: true, passed: false, because: "decisive" });
    expect(judgeSwiftPoll(votes([false, 2], [true, 4]), 0, 1)).to.include({ passed: true, because: "decisive" });
    expect(judgeSwiftPoll(votes([false, 3], [true, 4]), 0, 1)).to.include({ passed: false });
  });

  it("ends at five votes, or what the rules say", () => {
    const five = votes([true, 0], [true, 0], [true, 0], [false, 0], [false, 0]);
    expect(judgeSwiftPoll(five, 0, 1)).to.deep.equal({ over: true, passed: true, because: "enough" });
    const rules = { period: 10, decisiveLevel: 1, enough: 2 };
    expect(judgeSwiftPoll(five.slice(0, 2), 0, 1, rules)).to.include({ because: "enough" });
    expect(judgeSwiftPoll(votes([true, 1]), 0, 1, rules)).to.include({ because: "decisive" });
  });
});

describe("decimalOf", () => {
  it("writes numbers in one way", () => {
    const cases: [number | bigint | string, string][] = [
      [0, "0"],
      [-0, "0"],
      ["-0.000", "0"],
      [1e-7, "0.0000001"],
      [1.5e21, "1500000000000000000000"],
      ["0012.3400", "12.34"],
      ["1.2345678901234567899", "1.234567890123456789"],
      ["-1e-19", "0"],
      ["12.5e1", "125"],
      ["12.5e-3", "0.0125"],
      [10n ** 30n, `1${"0".repeat(30)}`],
    ];
    for (const [given, text] of cases) expect(decimalOf(given), String(given)).to.equal(text);
    expect(decimalOf(new LosslessNumber("0.123456789012345678"))).to.equal("0.123456789012345678");
    for (const wrong of ["", "abc", "1e31", "1e999", "Infinity", "1e9999", ".5"])
      expect(() => decimalOf(wrong)).to.throw(RangeError);
  });

  it("keeps the value of every double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), (value) => {
        expect(Math.abs(Number(decimalOf(value)) - value)).to.be.at.most(1e-15 + Math.abs(value) * 1e-15);
        expect(decimalOf(decimalOf(value))).to.equal(decimalOf(value));
      }),
    );
  });
});

describe("outcomeOf", () => {
  const verdicts = { approve: ["yes"], reject: ["no"] };
  const options = (...counts: string[]) =>
    counts.map((count, index) => ({ id: `${index}`, label: ["Yes ", "No", "Later"][index] ?? "", count }));

  it("passes what was approved alone at the top", () => {
    expect(outcomeOf(options("2", "1"), verdicts)).to.deep.equal({ status: "passed", winner: "0" });
    expect(outcomeOf(options("1", "2"), verdicts)).to.deep.equal({ status: "failed", winner: "1" });
    expect(outcomeOf(options("2", "1", "2"), verdicts)).to.deep.equal({ status: "failed" });
    expect(outcomeOf(options("0", "0"), verdicts)).to.deep.equal({ status: "failed" });
    expect(outcomeOf(options("0.000000000000000002", "0.000000000000000001"), verdicts)).to.include({ winner: "0" });
    expect(outcomeOf([], verdicts)).to.deep.equal({ status: "closed" });
  });

  it("follows the source where most votes do not decide, and weights before heads", () => {
    expect(outcomeOf(options("2", "1"), verdicts, { winner: "1" })).to.deep.equal({ status: "failed", winner: "1" });
    const [yes, no] = options("5", "1");
    if (yes === undefined || no === undefined) throw new Error("There are two.");
    expect(
      outcomeOf(
        [
          { ...yes, weight: "1.5" },
          { ...no, weight: "10" },
        ],
        verdicts,
      ),
    ).to.include({ winner: "1" });
  });
});

describe("contentHash and isSignedBy", () => {
  it("are the same for the same, in whatever order", () => {
    expect(contentHash({ a: 1, b: ["é"] })).to.equal(contentHash({ b: ["é"], a: 1 }));
    expect(contentHash({ a: 1 })).to.not.equal(contentHash({ a: "1" }));
    expect(() => contentHash(undefined)).to.throw(TypeError);
  });

  it("knows GitHub's own example of a signature", () => {
    const header = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    const body = Buffer.from("Hello, World!");
    expect(isSignedBy("It's a Secret to Everybody", body, header)).to.equal(true);
    expect(isSignedBy("It's a secret to everybody", body, header)).to.equal(false);
    for (const wrong of [undefined, "", "sha256=", header.slice(0, -1), header.toUpperCase()]) {
      expect(isSignedBy("It's a Secret to Everybody", body, wrong)).to.equal(false);
    }
  });
});
