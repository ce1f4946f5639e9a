import { createHmac } from "node:crypto";
import { expect } from "chai";
import { isSameSecret, SIGNATURE_WINDOW, signBody, signedAt } from "./webhookSignature.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

const SECRET = "a secret of sixteen";

describe("webhook signatures", () => {
  it("are of the secret, the time and every byte", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(2 ** 31), fc.nat(), (body, at, where) => {
        const header = signBody(SECRET, at, body);
        expect(signedAt(SECRET, header, body, at)).to.equal(at);
        expect(signedAt(`${SECRET}!`, header, body, at)).to.equal(undefined);
        expect(signedAt(SECRET, header.replace(`t=${at}`, `t=${at + 1}`), body)).to.equal(undefined);
        expect(signedAt(SECRET, header, Uint8Array.of(...body, 0), at)).to.equal(undefined);
        const place = header.length - 1 - (where % 64);
        const other = header[place] === "0" ? "1" : "0";
        const flipped = header.slice(0, place) + other + header.slice(place + 1);
        expect(signedAt(SECRET, flipped, body, at)).to.equal(undefined);
      }),
    );
  });

  it("can be made by anybody who reads what they are", () => {
    const digest = createHmac("sha256", SECRET).update('1767225600.{"a":1}').digest("hex");
    expect(signBody(SECRET, 1_767_225_600, '{"a":1}')).to.equal(`t=1767225600,v1=${digest}`);
  });

  it("count for a while, before and after", () => {
    const header = signBody(SECRET, 10_000, "x");
    for (const [now, holds] of [
      [10_000 + SIGNATURE_WINDOW, true],
      [10_000 - SIGNATURE_WINDOW, true],
      [10_001 + SIGNATURE_WINDOW, false],
      [9_999 - SIGNATURE_WINDOW, false],
    ] as const) {
      expect(signedAt(SECRET, header, "x", now) !== undefined, `${now}`).to.equal(holds);
    }
  });

  it("are refused in any other form", () => {
    const digest = "0".repeat(64);
    for (const header of [undefined, "", digest, `v1=${digest}`, `t=-1,v1=${digest}`, `t=1,v1=${digest}0`, "t=1,v1="]) {
      expect(signedAt(SECRET, header, "x"), header).to.equal(undefined);
    }
    const good = signBody(SECRET, 1, "x");
    expect(signedAt(SECRET, good.toUpperCase(), "x")).to.equal(undefined);
    expect(signedAt(SECRET, `${good},${good}`, "x")).to.equal(undefined);
  });

  it("compare secrets of any length", () => {
    expect(isSameSecret("abc", "abc")).to.equal(true);
    expect(isSameSecret("abc", "abd")).to.equal(false);
    expect(isSameSecret("abc", "abcd")).to.equal(false);
    expect(isSameSecret("", "a")).to.equal(false);
  });
});
