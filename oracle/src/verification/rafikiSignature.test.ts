import { createHmac } from "node:crypto";
import { expect } from "chai";
import { refuseRafikiSignature } from "./rafikiSignature.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

const NOW = Date.UTC(2026, 0, 1);
const WINDOW = 300_000;
const BODY = '{"a":1}';

const sign = (time: number, body = BODY, secret = "s"): string =>
  `t=${time}, v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
const refuse = (header: string): string | undefined => refuseRafikiSignature(header, BODY, "s", NOW, WINDOW);

describe("Rafiki's signatures", () => {
  it("believes what was signed just now", () => {
    for (const time of [NOW, NOW - WINDOW, NOW + WINDOW]) expect(refuse(sign(time))).to.equal(undefined);
  });

  it("Attack: what is forged, replayed or dated ahead", () => {
    expect(refuse(sign(NOW, '{"a":2}'))).to.equal("forged");
    expect(refuse(sign(NOW, BODY, "t"))).to.equal("forged");
    expect(refuse(sign(NOW).replace(/t=\d/, "t=9"))).to.equal("forged");
    expect(refuse(sign(NOW - WINDOW - 1))).to.equal("late");
    expect(refuse(sign(NOW + WINDOW + 1))).to.equal("early");
  });

  it("Attack: seconds where milliseconds belong, and the other way round", () => {
    expect(refuse(sign(NOW / 1_000))).to.equal("late");
    expect(refuse(sign(NOW * 1_000))).to.equal("early");
  });

  it("refuses every header of another form", () => {
    const header = sign(NOW);
    for (const text of ["", "t=,v1=", header.toUpperCase(), `${header},v1=00`, `x=1,${header}`, header.slice(0, -1)]) {
      expect(refuse(text), text).to.equal("malformed");
    }
    fc.assert(fc.property(fc.string(), (text) => refuse(text) === "malformed"));
  });
});
