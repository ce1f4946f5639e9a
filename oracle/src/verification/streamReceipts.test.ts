import { createHmac } from "node:crypto";
import { expect } from "chai";
import { receiptSecret, verifyStreamReceipt } from "./streamReceipts.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

const SEED = Buffer.alloc(32, 7);

describe("STREAM receipts", () => {
  function receipt(total: bigint, { nonce = Buffer.alloc(16, 1), seed = SEED, version = 1, stream = 3 } = {}): Buffer {
    const head = Buffer.alloc(26);
    head.writeUInt8(version, 0);
    nonce.copy(head, 1);
    head.writeUInt8(stream, 17);
    head.writeBigUInt64BE(total, 18);
    return Buffer.concat([head, createHmac("sha256", receiptSecret(seed, nonce)).update(head).digest()]);
  }

  it("reads what a receiver signed", () => {
    const read = verifyStreamReceipt(receipt(2n ** 64n - 1n), SEED);
    expect(read?.totalReceived).to.equal(2n ** 64n - 1n);
    expect(read?.streamId).to.equal(3);
    expect([...(read?.nonce ?? [])]).to.deep.equal([...Buffer.alloc(16, 1)]);
  });

  it("refuses another seed's, another version, and another length", () => {
    expect(verifyStreamReceipt(receipt(1n, { seed: Buffer.alloc(32, 8) }), SEED)).to.equal(undefined);
    expect(verifyStreamReceipt(receipt(1n, { version: 2 }), SEED)).to.equal(undefined);
    expect(verifyStreamReceipt(receipt(1n).subarray(0, 57), SEED)).to.equal(undefined);
    expect(verifyStreamReceipt(Buffer.concat([receipt(1n), Buffer.alloc(1)]), SEED)).to.equal(undefined);
    expect(verifyStreamReceipt(Buffer.alloc(0), SEED)).to.equal(undefined);
  });

  it("refuses any receipt with a bit changed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 58 * 8 - 1 }),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        (bit, total) => {
          const forged = receipt(total);
          forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          expect(verifyStreamReceipt(forged, SEED)).to.equal(undefined);
        },
      ),
    );
  });
});
