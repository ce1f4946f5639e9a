import { expect } from "chai";
import { type Hex, keccak256, toFunctionSelector, zeroHash } from "viem";
import { OFFICE_CLAUSE } from "../../../test/helpers/governed.ts";
import { type Clause, type PowerClause, decodeClauses, encodeClauses } from "../constitution/index.ts";
import { InvalidClauseError, InvalidParameterError } from "../errors/index.ts";

const SOMEBODY = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

describe("sdk clauses", () => {
  const everything: readonly Clause[] = [
    { ...OFFICE_CLAUSE, title: "Schatzmeister:in – größer", seats: 3 },
    { ...OFFICE_CLAUSE, elects: "document", scope: ["election", "budget"], carried: 7n },
    { kind: "power", office: 0, selector: toFunctionSelector("brake(uint32)"), delay: 0, confirmations: 2 },
    { kind: "power", office: 0, target: SOMEBODY, selector: "0x12345678", delay: 60, confirmations: 1 },
    { kind: "budget", office: 0, amount: 5n, period: 3600, carries: true, delay: 0, confirmations: 3 },
    {
      kind: "budget",
      office: 0,
      asset: SOMEBODY,
      amount: 5n,
      period: 3600,
      carries: false,
      delay: 9,
      confirmations: 1,
    },
    { kind: "parameter", module: SOMEBODY, name: "floor", value: 2n ** 256n - 1n },
    { kind: "parameter", module: SOMEBODY, name: keccak256("0x01"), value: 0n },
    { kind: "module", module: SOMEBODY, installed: true },
    { kind: "power", office: 8, target: SOMEBODY, selector: "0x12345678", delay: 86_400, confirmations: 1 },
    { kind: "call", target: SOMEBODY, value: 3n },
    { kind: "call", target: SOMEBODY, value: 0n, data: "0x12345678", codehash: keccak256("0x60") },
    { kind: "call", target: SOMEBODY, value: 0n, data: "0x12345678", codehash: zeroHash },
  ];

  it("come back as they were", () => {
    expect(decodeClauses(encodeClauses(everything))).to.deep.equal(everything);
    expect(decodeClauses(encodeClauses([]))).to.deep.equal([]);
  });

  it("need not say what goes without saying", () => {
    const short: Clause[] = [OFFICE_CLAUSE, { kind: "power", office: 0 }];
    expect(decodeClauses(encodeClauses(short))[1]).to.deep.equal({
      kind: "power",
      office: 0,
      selector: toFunctionSelector("brake(uint32)"),
      delay: 0,
      confirmations: 1,
    });
  });

  it("are refused where no contract would take them", () => {
    const power: PowerClause = { kind: "power", office: 0 };
    const call: Clause = { kind: "call", target: SOMEBODY };
    const module: Clause = { kind: "module", module: SOMEBODY, installed: true };
    const mandate: PowerClause = { ...power, target: SOMEBODY, selector: "0x12345678", delay: 86_400 };
    const bad: (readonly [index: number, clauses: readonly Clause[], says: RegExp])[] = [
      [0, [power, OFFICE_CLAUSE], /earlier clause/],
      [1, [{ ...OFFICE_CLAUSE, elects: "document" }, power], /makes no office/],
      [1, [OFFICE_CLAUSE, { ...power, confirmations: 2 }], /Ask for 1 to 1/],
      [1, [OFFICE_CLAUSE, { ...power, confirmations: 0 }], /Ask for 1 to 1/],
      [1, [OFFICE_CLAUSE, { ...power, target: SOMEBODY }], /selector/],
      [1, [{ ...module, installed: false }, mandate], /retired/],
      [1, [module, { ...mandate, target: undefined }], /cannot brake/],
      [1, [module, { ...mandate, delay: 86_399 }], /at least a day/],
      [1, [module, { ...mandate, confirmations: 2 }], /no seats/],
      [1, [module, { kind: "budget", office: 0, amount: 1n, period: 3600 }], /makes no office/],
      [1, [OFFICE_CLAUSE, { kind: "budget", office: 0, amount: 2n ** 128n, period: 3600 }], /does not fit/],
      [0, [{ ...OFFICE_CLAUSE, title: "ü".repeat(17) }], /longer than 32 bytes/],
      [0, [{ ...OFFICE_CLAUSE, seats: 32 }], /1 to 31/],
      [0, [{ ...OFFICE_CLAUSE, elects: "document", seats: 2 }], /of documents 1/],
      [0, [{ ...OFFICE_CLAUSE, scope: ["call"] }], /Leave out/],
      [0, [{ ...call, data: "0x12345678" }], /getCodehash/],
    ];
    for (const [index, clauses, says] of bad) {
      expect(() => encodeClauses(clauses))
        .to.throw(InvalidClauseError, says)
        .and.to.have.property("index", index);
    }
    const tooMany = Array.from({ length: 65 }, () => call);
    expect(() => encodeClauses(tooMany)).to.throw(InvalidParameterError, /64 are the most/);
    for (const noClauses of ["0x12", `0x${"ff".repeat(96)}`] as const satisfies Hex[]) {
      expect(() => decodeClauses(noClauses)).to.throw(InvalidParameterError, /encodeClauses/);
    }
  });
});
