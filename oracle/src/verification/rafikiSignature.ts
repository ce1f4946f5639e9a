import { createHmac, timingSafeEqual } from "node:crypto";

/** Why a signature of Rafiki's is not believed; undefined where it is. */
export type RafikiRefusal = "malformed" | "early" | "late" | "forged" | undefined;

const HEADER = /^t=(\d{1,16}),\s*v1=([0-9a-f]{64})$/;

/**
 * Checks `Rafiki-Signature: t=<milliseconds>, v1=<hex HMAC-SHA256(secret, t + "." + JCS(body))>`. Rafiki's documents say
 * seconds; its code signs milliseconds, and so a time in seconds lies decades back.
 * @param canonical the body, canonicalised by RFC 8785
 * @param now milliseconds
 * @param window milliseconds before and after now within which it has to be signed; each of Rafiki's attempts is signed anew
 */
export function refuseRafikiSignature(
  header: string,
  canonical: string,
  secret: string,
  now: number,
  window: number,
): RafikiRefusal {
  const [, time, signature] = HEADER.exec(header) ?? [];
  if (time === undefined || signature === undefined) return "malformed";
  const expected = createHmac("sha256", secret).update(`${time}.${canonical}`).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, "hex"))) return "forged";
  if (Number(time) < now - window) return "late";
  return Number(time) > now + window ? "early" : undefined;
}
