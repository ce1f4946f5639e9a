import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether a header says `sha256=` and the HMAC-SHA256 of the raw body, as Discourse's and GitHub's webhooks do. */
export function isSignedBy(secret: string, body: Uint8Array, header: string | undefined): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/.exec(header ?? "")?.[1];
  if (hex === undefined) return false;
  return timingSafeEqual(Buffer.from(hex, "hex"), createHmac("sha256", secret).update(body).digest());
}
