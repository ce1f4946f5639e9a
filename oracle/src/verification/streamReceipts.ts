import { createHmac, timingSafeEqual } from "node:crypto";

/** What a receiver confirms of a STREAM connection (Interledger RFC 39): a total that only grows. */
export interface StreamReceipt {
  nonce: Uint8Array;
  streamId: number;
  totalReceived: bigint;
}

const LENGTH = 58;
const SIGNED = 26;
const VERSION = 1;

/**
 * Reads and checks a receipt: version 1 | nonce 16 | stream id 1 | total received 8 | HMAC-SHA256 32.
 * @param seed shared with the receiver of the payments alone
 * @returns undefined if nobody who knows the seed made it
 */
export function verifyStreamReceipt(bytes: Uint8Array, seed: Uint8Array): StreamReceipt | undefined {
  if (bytes.length !== LENGTH || bytes[0] !== VERSION) return undefined;
  const receipt = Buffer.from(bytes);
  const nonce = receipt.subarray(1, 17);
  const expected = createHmac("sha256", receiptSecret(seed, nonce)).update(receipt.subarray(0, SIGNED)).digest();
  if (!timingSafeEqual(expected, receipt.subarray(SIGNED))) return undefined;
  return { nonce, streamId: receipt.readUInt8(17), totalReceived: receipt.readBigUInt64BE(18) };
}

/** The secret of one connection's receipts. */
export function receiptSecret(seed: Uint8Array, nonce: Uint8Array): Buffer {
  const generator = createHmac("sha256", seed).update("receipt_secret").digest();
  return createHmac("sha256", generator).update(nonce).digest();
}
