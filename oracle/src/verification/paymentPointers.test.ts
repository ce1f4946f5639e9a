import { expect } from "chai";
import { resolvePaymentPointer, walletAddress } from "./paymentPointers.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

describe("payment pointers", () => {
  for (const [pointer, url] of [
    ["$example.com", "https://example.com/.well-known/pay"],
    ["$example.com/", "https://example.com/.well-known/pay"],
    ["$example.com/invoices/12345", "https://example.com/invoices/12345"],
    ["$bob.example.com", "https://bob.example.com/.well-known/pay"],
    ["$example.com/bob", "https://example.com/bob"],
    ["$EXAMPLE.com/Bob", "https://example.com/Bob"],
    ["$xn--exmple-cua.com/a%20b", "https://xn--exmple-cua.com/a%20b"],
  ] as const) {
    it(`resolves ${pointer}`, () => expect(resolvePaymentPointer(pointer)).to.equal(url));
  }

  for (const pointer of [
    "$user@example.com",
    "$user:password@example.com",
    "$example.com:8443",
    "$example.com:443/bob",
    "$example.com/bob?x=1",
    "$example.com?",
    "$example.com/bob#x",
    "$example.com#",
    "example.com",
    "",
    "$",
    "$/",
    "$/bob",
    "$exämple.com",
    "$example.com/böb",
    "$example..com",
    "$-example.com",
    "$.example.com",
    "$example.com.",
    "$[::1]/x",
    "$0x7f.1",
    "$2130706433",
    "$example.com/a b",
    "$example.com\\bob",
    "$$example.com",
    "$example.com/../bob",
    "$example.com/./bob",
    "$example.com/%zz",
    "$example.com/%2e%2e/x",
    " $example.com",
    "$example.com\n",
    "$https://example.com",
    `$${"a".repeat(64)}.com`,
    `$example.com/${"a".repeat(2_048)}`,
  ]) {
    it(`refuses ${JSON.stringify(pointer.slice(0, 40))}`, () => {
      expect(resolvePaymentPointer(pointer)).to.equal(undefined);
    });
  }

  it("resolves whatever it resolves to a plain https URL of the host it names", () => {
    const parts = fc.constantFrom("$", "a.b", "/", ":", "@", "?", "#", "%41", "..", "\\", "é", "1", " ", "[", "-", "x");
    const texts = fc.array(parts, { maxLength: 12 }).map((list) => `$${list.join("")}`);
    fc.assert(
      fc.property(
        fc.oneof(
          texts,
          fc.string().map((text) => `$${text}`),
        ),
        (pointer) => {
          const resolved = resolvePaymentPointer(pointer);
          if (resolved === undefined) return;
          const url = new URL(resolved);
          const host = pointer.slice(1).split("/")[0]?.toLowerCase();
          expect([url.protocol, url.hostname, url.port, url.username]).to.deep.equal(["https:", host, "", ""]);
          expect([url.search, url.hash, url.href]).to.deep.equal(["", "", resolved]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("brings the names of one wallet to one spelling", () => {
    const wallet = "https://wallet.example/alice";
    for (const name of ["$wallet.example/alice", "$Wallet.example/alice/", wallet, `${wallet}/`]) {
      expect(walletAddress(name)).to.equal(wallet);
    }
    for (const name of ["$wallet.example", "https://wallet.example", "https://wallet.example/.well-known/pay/"]) {
      expect(walletAddress(name)).to.equal("https://wallet.example/.well-known/pay");
    }
    expect(walletAddress("http://127.0.0.1:80/alice")).to.equal("http://127.0.0.1/alice");
  });

  it("takes nothing else for a wallet", () => {
    for (const name of [
      "http://wallet.example/alice",
      "https://a@wallet.example/alice",
      "https://wallet.example/alice?x",
      "alice",
      "https://wallet.example/alice#",
      "ftp://wallet.example/alice",
      "$wallet.example:1/alice",
      "javascript:1",
    ]) {
      expect(walletAddress(name), name).to.equal(undefined);
    }
  });
});
