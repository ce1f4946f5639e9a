import { randomBytes } from "node:crypto";
import { type Address, type Hex, hashMessage, keccak256, recoverAddress, stringToHex } from "viem";
import { type Signer, signText } from "../reports/Signer.ts";

/** Operators know each other by the keys they sign reports with: each request is signed by its sender, for its receiver. */

/** Seconds for which a request is good, before and after. */
const WINDOW = 60;
/** The header with the hash of the body, which is signed. */
export const DIGEST = "perdure-digest";
const HEADERS = {
  signer: "perdure-signer",
  timestamp: "perdure-timestamp",
  nonce: "perdure-nonce",
  digest: DIGEST,
  signature: "perdure-signature",
} as const;

interface Request {
  method: string;
  /** With the query, if there is one. */
  path: string;
  /** The body's hash: who asks is known before what they send is read. */
  digest: Hex;
}

/** It begins like nothing else that is ever signed, least of all a transaction or a report. */
const message = ({ method, path, digest }: Request, to: Address, timestamp: string, nonce: string): string =>
  ["Perdure oracle: request to a peer", method, path, digest, to, timestamp, nonce].join("\n");

export const bodyDigest = (body: string): Hex => keccak256(stringToHex(body));

/** @param clock milliseconds since 1970 */
export async function signRequest(
  { method, path, body }: { method: string; path: string; body: string },
  { signer, to, clock }: { signer: Signer; to: Address; clock: () => number },
): Promise<Record<string, string>> {
  const digest = bodyDigest(body);
  const timestamp = String(Math.floor(clock() / 1000));
  const nonce = randomBytes(16).toString("hex");
  return {
    [HEADERS.signer]: signer.address,
    [HEADERS.timestamp]: timestamp,
    [HEADERS.nonce]: nonce,
    [HEADERS.digest]: digest,
    [HEADERS.signature]: await signText(signer, message({ method, path, digest }, to, timestamp, nonce)),
  };
}

/** Lets in what an operator signed for us just now, once. */
export class Doorkeeper {
  readonly #us: Address;
  readonly #operators: ReadonlySet<Address>;
  readonly #clock: () => number;
  readonly #startedAt: number;
  /** Until when each nonce has to be remembered, seconds. */
  readonly #seen = new Map<string, number>();

  constructor(us: Address, operators: readonly Address[], clock: () => number) {
    this.#us = us;
    this.#operators = new Set(operators);
    this.#clock = clock;
    this.#startedAt = Math.floor(clock() / 1000);
  }

  /** @returns who sent it, or what is wrong with it; the digest is still to be compared with the body */
  async admit(
    request: Omit<Request, "digest">,
    header: (name: string) => string | undefined,
  ): Promise<Address | { error: string }> {
    const [claimed, timestamp, nonce, digest, signature] = Object.values(HEADERS).map((name) => header(name) ?? "");
    if (!isAddress(claimed) || !this.#operators.has(claimed)) return { error: "not an operator" };
    if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return { error: "timestamp not in seconds" };
    if (nonce === undefined || !/^[0-9a-f]{32}$/.test(nonce)) return { error: "nonce not 32 hex digits" };
    const now = Math.floor(this.#clock() / 1000);
    // What was signed before we started may have been let in before we stopped.
    if (Math.abs(now - Number(timestamp)) > WINDOW || Number(timestamp) < this.#startedAt - 1) {
      return { error: `timestamp ${timestamp} is not now, which is ${now}` };
    }
    if (!isDigest(digest)) return { error: "no digest" };
    if (!/^0x[0-9a-f]{130}$/.test(signature ?? "")) return { error: "no signature" };
    const hash = hashMessage(message({ ...request, digest }, this.#us, timestamp, nonce));
    const signer = await recoverAddress({ hash, signature: signature as Hex }).catch(() => undefined);
    if (signer?.toLowerCase() !== claimed) return { error: "signed by somebody else, or for somebody else" };
    return this.#isNew(`${claimed}:${nonce}`, now) ? claimed : { error: "seen before" };
  }

  /** Only what is signed rightly is remembered, so that nobody else can fill the memory. */
  #isNew(nonce: string, now: number): boolean {
    for (const [old, until] of this.#seen) {
      if (until >= now) break;
      this.#seen.delete(old);
    }
    if (this.#seen.has(nonce)) return false;
    this.#seen.set(nonce, now + 2 * WINDOW);
    return true;
  }
}

const isAddress = (text: string | undefined): text is Address => /^0x[0-9a-f]{40}$/.test(text ?? "");
const isDigest = (text: string | undefined): text is Hex => /^0x[0-9a-f]{64}$/.test(text ?? "");
