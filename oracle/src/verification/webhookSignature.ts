import { createHmac, timingSafeEqual } from "node:crypto";

/** A signature is of a time and of bytes: `t=<seconds>,v1=<hex HMAC-SHA256(secret, t + "." + raw body)>`. */
export const SIGNATURE_HEADER = "perdure-signature";

/** Seconds around now in which a signature counts: what is older may be a replay, what is later nobody can have signed. */
export const SIGNATURE_WINDOW = 300;

const FORM = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/**
 * Signs a body for whoever shares the secret.
 * @param at seconds since 1970
 */
export function signBody(secret: string, at: number, body: Uint8Array | string): string {
  return `t=${at},v1=${hmac(secret, at, body).toString("hex")}`;
}

/**
 * When a body was signed, if it was.
 * @param now seconds since 1970; without it, whenever it was signed will do
 * @returns undefined if the signature is not of this body, or too old, or of the future
 */
export function signedAt(
  secret: string,
  header: string | undefined,
  body: Uint8Array | string,
  now?: number,
): number | undefined {
  const [, time, digest] = FORM.exec(header ?? "") ?? [];
  if (time === undefined || digest === undefined) return undefined;
  const at = Number(time);
  if (!timingSafeEqual(hmac(secret, at, body), Buffer.from(digest, "hex"))) return undefined;
  return now === undefined || Math.abs(now - at) <= SIGNATURE_WINDOW ? at : undefined;
}

/** Whether two secrets are the same, in a time that tells nothing of where they differ, or how long they are. */
export function isSameSecret(one: string, other: string): boolean {
  const key = "perdure";
  return timingSafeEqual(hmac(key, 0, one), hmac(key, 0, other));
}

function hmac(secret: string, at: number, body: Uint8Array | string): Buffer {
  return createHmac("sha256", secret).update(`${at}.`).update(body).digest();
}
