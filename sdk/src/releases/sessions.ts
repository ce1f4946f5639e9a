import type { Address } from "viem";

/** Whoever asks for nonces without end pushes out only nonces, never those who have signed in. */
const MOST_NONCES = 10_000;
const MOST_SESSIONS = 100_000;

function random(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Forgets the oldest: a map keeps the order in which it was filled. */
function makeRoom(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size < most) return;
    map.delete(key);
  }
}

interface SessionTerms {
  /** Seconds in which a nonce can be signed. */
  nonceLifetime: number;
  /** Seconds for which somebody stays signed in. */
  sessionLifetime: number;
  /** Seconds since 1970. */
  now: () => number;
}

/** Who has signed in, in the memory of one process: after a restart everybody signs in again. */
export class Sessions {
  readonly #nonces = new Map<string, number>();
  readonly #sessions = new Map<string, { account: Address; expiresAt: number }>();

  constructor(private readonly terms: SessionTerms) {}

  /** A number that can be signed once. */
  nonce(): string {
    makeRoom(this.#nonces, MOST_NONCES);
    const nonce = random();
    this.#nonces.set(nonce, this.terms.now() + this.terms.nonceLifetime);
    return nonce;
  }

  /** Uses up a nonce. @returns whether it was good */
  spend(nonce: string): boolean {
    const expiresAt = this.#nonces.get(nonce);
    this.#nonces.delete(nonce);
    return expiresAt !== undefined && this.terms.now() < expiresAt;
  }

  open(account: Address): { token: string; expiresAt: number } {
    makeRoom(this.#sessions, MOST_SESSIONS);
    const token = random();
    const expiresAt = this.terms.now() + this.terms.sessionLifetime;
    this.#sessions.set(token, { account, expiresAt });
    return { token, expiresAt };
  }

  accountOf(token: string): Address | undefined {
    const session = this.#sessions.get(token);
    if (session === undefined) return undefined;
    if (this.terms.now() < session.expiresAt) return session.account;
    this.#sessions.delete(token);
    return undefined;
  }
}
