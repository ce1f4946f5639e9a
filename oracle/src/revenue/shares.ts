import {
  encodeAbiParameters,
  type Hex,
  isHex,
  keccak256,
  numberToHex,
  parseAbiParameters,
  stringToHex,
  zeroHash,
} from "viem";
import { OracleError } from "../errors.ts";
import { walletAddress } from "../verification/paymentPointers.ts";

/** A part of a key's revenue, as RevenueShares keeps it: a payment pointer's, or another key's shares. */
export type Share = { weight: bigint; pointer: string } | { weight: bigint; key: Hex };

/** The shares of a key; none if it has none of its own. */
export type SharesOf = (key: Hex) => Promise<readonly Share[]>;

/** What a policy decides of a key. A pointer is in a configuration once. */
export type SharesChange =
  | { kind: "add"; pointer: string; weight: bigint }
  | { kind: "remove"; pointer: string }
  | { kind: "replace"; pointers: Readonly<Record<string, bigint>> };

export const DEFAULT_KEY: Hex = zeroHash;
const DEFAULT_NAME = "_DEFAULT";
/** As RevenueShares has it. */
const DEEPEST = 4;
const MOST_SHARES = 64;
const POINTER = /^\$(?!\/)[\x21\x22\x24-\x39\x3b-\x3e\x41-\x5b\x5d-\x7e]{1,255}$/;
const WIDEST_WEIGHT = 2n ** 64n;

/** Whether RevenueShares would take it: a host and a path, and nothing that a URL could hide beside them. */
export function isPointer(pointer: string): boolean {
  return POINTER.test(pointer);
}

/** Whether a wallet has a share of its own, whichever of its spellings names it there. */
export function hasShare(shares: readonly Share[], pointer: string): boolean {
  const wallet = walletAddress(pointer) ?? pointer;
  return shares.some((share) => "pointer" in share && (walletAddress(share.pointer) ?? share.pointer) === wallet);
}

/** Whether a key has as many shares as it can have. */
export function isFull(shares: readonly Share[]): boolean {
  return shares.length >= MOST_SHARES;
}

/**
 * How the contract knows a key: the default one as 0, 32 bytes in hexadecimal as they are, a name of up to 31 bytes as its own bytes,
 * so that it can be read on the chain, a longer one by its hash.
 */
export function keyOf(name: string): Hex {
  if (name === DEFAULT_NAME) return DEFAULT_KEY;
  if (isHex(name) && name.length === 66) return name.toLowerCase() as Hex;
  const bytes = Buffer.byteLength(name);
  return bytes <= 31 ? stringToHex(name, { size: 32 }) : keccak256(stringToHex(name));
}

/**
 * The pointer that the contract would pick: in proportion, through at most four keys.
 * @param random any number that nobody chose; below 2^256
 * @returns undefined if the key leads nowhere: the default key stands in for it
 */
export async function pickPointer(sharesOf: SharesOf, key: Hex, random: bigint): Promise<string | undefined> {
  for (let step = 0, from = key, number = random; step < DEEPEST; step++) {
    const shares = await sharesOf(from);
    const total = sum(shares);
    if (total === 0n) return undefined;
    let place = number % total;
    const share = shares.find(({ weight }) => {
      place -= weight;
      return place < 0n;
    });
    if (share === undefined) return undefined;
    if ("pointer" in share) return share.pointer;
    from = share.key;
    number = BigInt(keccak256(numberToHex(number, { size: 32 })));
  }
  return undefined;
}

/**
 * What each pointer gets of a key on average, as whole numbers in proportion: for servers that know no keys within keys.
 * @returns weights of at most 2^53 − 1, rounded down but never to nothing
 */
export async function flattenShares(sharesOf: SharesOf, key: Hex): Promise<Record<string, number>> {
  const parts = new Map<string, Fraction>();
  const lost = await spread(sharesOf, key, [1n, 1n], 0, parts);
  if (key !== DEFAULT_KEY && lost[0] > 0n) await spread(sharesOf, DEFAULT_KEY, lost, 0, parts);
  const base = [...parts.values()].reduce((common, [, below]) => (common * below) / gcd(common, below), 1n);
  const whole = [...parts].map(([pointer, [above, below]]) => [pointer, (above * base) / below] as const);
  const common = whole.reduce((divisor, [, weight]) => gcd(divisor, weight), 0n);
  const widest = whole.reduce((most, [, weight]) => (weight > most ? weight : most), 0n) / (common || 1n);
  const scale = widest / BigInt(Number.MAX_SAFE_INTEGER) + 1n;
  return Object.fromEntries(whole.map(([pointer, weight]) => [pointer, Math.max(1, Number(weight / common / scale))]));
}

type Fraction = readonly [above: bigint, below: bigint];

/** @returns the part that leads nowhere */
async function spread(
  sharesOf: SharesOf,
  key: Hex,
  part: Fraction,
  depth: number,
  parts: Map<string, Fraction>,
): Promise<Fraction> {
  const shares = depth < DEEPEST ? await sharesOf(key) : [];
  const total = sum(shares);
  if (total === 0n) return part;
  let lost: Fraction = [0n, 1n];
  for (const share of shares) {
    const own = reduce(part[0] * share.weight, part[1] * total);
    if ("pointer" in share) parts.set(share.pointer, add(parts.get(share.pointer) ?? [0n, 1n], own));
    else lost = add(lost, await spread(sharesOf, share.key, own, depth + 1, parts));
  }
  return lost;
}

/**
 * The shares of a key after a change. Keys that stand in stay what they are, but for a replacement.
 * @throws OracleError if the contract would not take them
 */
export function changeShares(shares: readonly Share[], change: SharesChange): Share[] {
  const without = (pointer: string): Share[] =>
    shares.filter((share) => !("pointer" in share && share.pointer === pointer));
  const changed = ((): Share[] => {
    switch (change.kind) {
      case "add": {
        const { pointer, weight } = change;
        const known = shares.some((share) => "pointer" in share && share.pointer === pointer);
        if (!known) return [...shares, { pointer, weight }];
        return shares.map((share) => ("pointer" in share && share.pointer === pointer ? { pointer, weight } : share));
      }
      case "remove":
        return without(change.pointer);
      case "replace":
        return Object.entries(change.pointers).map(([pointer, weight]) => ({ pointer, weight }));
      default:
        return change satisfies never;
    }
  })();
  checkShares(changed);
  return changed;
}

function checkShares(shares: readonly Share[]): void {
  if (shares.length > MOST_SHARES) {
    throw new OracleError(`A key has at most ${MOST_SHARES} shares`, "Put some of them under a key of their own.");
  }
  for (const share of shares) {
    const isFine =
      share.weight > 0n && share.weight < WIDEST_WEIGHT && (!("pointer" in share) || isPointer(share.pointer));
    if (isFine) continue;
    const name = "pointer" in share ? share.pointer : share.key;
    throw new OracleError(
      `${name.slice(0, 100)} cannot have a share`,
      "A payment pointer is `$host/path`; weights are 1 or more.",
    );
  }
}

/** The arguments of `RevenueShares.set`. */
export function encodeSetShares(key: Hex, shares: readonly Share[]): Hex {
  return encodeAbiParameters(parseAbiParameters("bytes32, (uint64 weight, bytes32 key, string pointer)[]"), [
    key,
    shares.map((share) => ({ key: DEFAULT_KEY, pointer: "", ...share })),
  ]);
}

function sum(shares: readonly Share[]): bigint {
  return shares.reduce((total, { weight }) => total + weight, 0n);
}

function add([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return reduce(a * d + c * b, b * d);
}

function reduce(above: bigint, below: bigint): Fraction {
  const divisor = gcd(above, below);
  return [above / divisor, below / divisor];
}

function gcd(one: bigint, other: bigint): bigint {
  return other === 0n ? one : gcd(other, one % other);
}
