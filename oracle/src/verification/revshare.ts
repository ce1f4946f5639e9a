import { resolvePaymentPointer, walletAddress } from "./paymentPointers.ts";

/** One of those among whom a revenue is shared. */
export interface Share {
  /** A payment pointer, or the URL of a wallet. */
  pointer: string;
  /** More than 0; only its proportion to the others' matters. */
  weight: number;
  name?: string;
}

/** More than a link can carry through every proxy, and than anybody lists by hand. */
const MOST_SHARES = 1_000;
const LONGEST_PAYLOAD = 64 * 1_024;

/** A revenue share as the payload of a probabilistic revenue-share link: base64url of `[[pointer, weight, name], …]`. */
export function encodeRevshare(shares: readonly Share[]): string {
  const rows = shares.map(({ pointer, weight, name }) => [pointer, weight, name ?? ""]);
  return Buffer.from(JSON.stringify(rows)).toString("base64url");
}

/**
 * Reads a payload that anybody may have made.
 * @returns undefined if it is none, or names something that is no wallet, or weighs it by what is no weight
 */
export function decodeRevshare(payload: string): Share[] | undefined {
  if (payload.length > LONGEST_PAYLOAD || !/^[A-Za-z0-9_-]+={0,2}$/.test(payload)) return undefined;
  const rows = parse(payload);
  if (!Array.isArray(rows) || rows.length === 0 || rows.length > MOST_SHARES) return undefined;
  const shares = rows.map(toShare);
  return shares.every((share) => share !== undefined) ? shares : undefined;
}

function parse(payload: string): unknown {
  try {
    const bytes = Buffer.from(payload, "base64url");
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function toShare(row: unknown): Share | undefined {
  if (!Array.isArray(row) || row.length < 2 || row.length > 3) return undefined;
  const [pointer, weight, name = ""] = row as unknown[];
  if (typeof pointer !== "string" || typeof name !== "string" || walletAddress(pointer) === undefined) return undefined;
  if (typeof weight !== "number" || !Number.isFinite(weight) || weight <= 0 || weight > 1e15) return undefined;
  return name === "" ? { pointer, weight } : { pointer, weight, name };
}

/**
 * Chooses one in proportion to its weight.
 * @param random in [0, 1)
 */
export function pickShare<T extends { weight: number }>(shares: readonly T[], random: number): T | undefined {
  let rest = random * shares.reduce((sum, { weight }) => sum + weight, 0);
  for (const share of shares) {
    if (rest < share.weight) return share;
    rest -= share.weight;
  }
  // Only what rounding left over gets here.
  return shares.at(-1);
}

/** Where a wallet is asked for payments: what a page's `<link rel="monetization">` has to name. */
export function paymentUrl(pointer: string): string | undefined {
  return pointer.startsWith("$") ? resolvePaymentPointer(pointer) : walletAddress(pointer);
}
