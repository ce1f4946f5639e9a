import { expect } from "chai";
import { decodeRevshare, encodeRevshare, paymentUrl, pickShare } from "./revshare.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

describe("revenue shares", () => {
  it("reads the links that are in use", () => {
    const payload = "W1siJHdhbGxldC5leGFtcGxlL2FsaWNlIiw1MCwiQWxpY2UiXSxbIiR3YWxsZXQuZXhhbXBsZS9ib2IiLDI1LjVdXQ";
    const shares = [
      { pointer: "$wallet.example/alice", weight: 50, name: "Alice" },
      { pointer: "$wallet.example/bob", weight: 25.5 },
    ];
    expect(decodeRevshare(payload)).to.deep.equal(shares);
    expect(decodeRevshare(encodeRevshare(shares))).to.deep.equal(shares);
  });

  it("comes back as it was written", () => {
    const share = fc.record({
      pointer: fc.constantFrom("$a.example", "$b.example/x", "https://c.example/y"),
      weight: fc.double({ min: 1e-9, max: 1e15, noNaN: true }),
      name: fc.string({ unit: "binary", minLength: 1 }).filter((text) => text.isWellFormed()),
    });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 20 }), (shares) => {
        expect(decodeRevshare(encodeRevshare(shares))).to.deep.equal(shares);
      }),
    );
  });

  const link = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  for (const [what, payload] of [
    ["nothing", ""],
    ["what is not base64url", "W1si+/=="],
    ["what is not JSON", Buffer.from("[[").toString("base64url")],
    ["what is not UTF-8", Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]).toString("base64url")],
    ["no list", link({ pointer: "$a.example" })],
    ["an empty list", link([])],
    ["a row that is no list", link(["$a.example"])],
    ["a row too short", link([["$a.example"]])],
    ["a row too long", link([["$a.example", 1, "", ""]])],
    ["a weight of nothing", link([["$a.example", 0]])],
    ["a weight below nothing", link([["$a.example", -1]])],
    ["a weight as text", link([["$a.example", "1"]])],
    ["a weight without bound", Buffer.from('[["$a.example",1e999]]').toString("base64url")],
    ["what is no wallet", link([["javascript:alert(1)", 1]])],
    ["a pointer with a query", link([["$a.example/x?y", 1]])],
    ["a name that is none", link([["$a.example", 1, 5]])],
    ["too many", link(Array.from({ length: 1_001 }, () => ["$a.example", 1]))],
    ["too much", "A".repeat(65_537)],
  ] as const) {
    it(`refuses ${what}`, () => expect(decodeRevshare(payload)).to.equal(undefined));
  }

  it("refuses or reads whatever it is given, and throws at nothing", () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeRevshare(text)));
    fc.assert(fc.property(fc.jsonValue(), (value) => void decodeRevshare(link(value))));
    expect(decodeRevshare(Buffer.from("[".repeat(40_000)).toString("base64url"))).to.equal(undefined);
  });

  it("picks in proportion", () => {
    const shares = [{ weight: 1 }, { weight: 2 }, { weight: 1 }];
    expect(
      [0, 0.2499, 0.25, 0.7499, 0.75, 0.9999].map((r) => shares.indexOf(pickShare(shares, r) ?? { weight: 0 })),
    ).to.deep.equal([0, 0, 1, 1, 2, 2]);
    expect(pickShare([], 0.5)).to.equal(undefined);
    expect(pickShare([{ weight: 0.1 }, { weight: 0.2 }], 1 - Number.EPSILON / 2)).to.deep.equal({ weight: 0.2 });
  });

  it("names where a wallet is asked", () => {
    expect(paymentUrl("$a.example")).to.equal("https://a.example/.well-known/pay");
    expect(paymentUrl("https://a.example/x")).to.equal("https://a.example/x");
    expect(paymentUrl("x")).to.equal(undefined);
  });
});
