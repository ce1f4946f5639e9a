import canonicalize from "canonicalize";
import {
  type Address,
  type Hex,
  type TypedDataDomain,
  concat,
  domainSeparator,
  hashStruct,
  keccak256,
  recoverAddress,
  stringToHex,
} from "viem";
import { z } from "zod";
import { Observation } from "../observation.ts";

/** What operators sign, as ReportInbox knows it. Times are seconds. */
export interface Report {
  feed: Hex;
  sequence: bigint;
  observedAt: bigint;
  expiresAt: bigint;
  payload: Hex;
}

/** What a report tells: the `part`th of what an observation makes, with the observation, so that others can see for themselves. */
export interface Item {
  source: string;
  key: string;
  part: number;
  contentHash: Hex;
  observation: Observation;
  evidence?: string | undefined;
}

/** A report with what it was built from, in its order. */
export interface Proposal {
  report: Report;
  items: readonly Item[];
}

/** What a report tells at most, whichever its feed. */
export const MOST_ITEMS = 64;

const TYPES = {
  Report: [
    { name: "feed", type: "bytes32" },
    { name: "sequence", type: "uint64" },
    { name: "observedAt", type: "uint64" },
    { name: "expiresAt", type: "uint64" },
    { name: "payload", type: "bytes" },
  ],
} as const;

export const domainOf = (chainId: number, verifyingContract: Address): TypedDataDomain => ({
  name: "Perdure Reports",
  version: "1",
  chainId,
  verifyingContract,
});

/** What operators sign of a report, by EIP-712: the digest is its hash. */
export function signedBytesOf(domain: TypedDataDomain, report: Report): Hex {
  const message = hashStruct({ data: { ...report }, primaryType: "Report", types: TYPES });
  return concat(["0x1901", domainSeparator({ domain }), message]);
}

export function digestOf(domain: TypedDataDomain, report: Report): Hex {
  return keccak256(signedBytesOf(domain, report));
}

/** What an observation is known by: the same for everybody who saw the same. */
export function contentHashOf(observation: Observation): Hex {
  const text = canonicalize(observation);
  if (text === undefined) throw new TypeError("An observation is always JSON.");
  return keccak256(stringToHex(text));
}

/** Who signed; undefined for what is no signature at all. */
export async function signerOf(digest: Hex, signature: Hex): Promise<Address | undefined> {
  return recoverAddress({ hash: digest, signature }).catch(() => undefined);
}

const Bytes = z.custom<Hex>((text) => typeof text === "string" && /^0x([0-9a-f]{2})*$/.test(text), "bytes expected");
const Bytes32 = z.custom<Hex>((text) => typeof text === "string" && /^0x[0-9a-f]{64}$/.test(text), "32 bytes expected");
/** As databases can store them. */
const Whole = z
  .string()
  .regex(/^(0|[1-9]\d{0,17})$/)
  .transform(BigInt);
const Name = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !text.includes("\0"), "has a NUL");

/** As peers tell each other of it: whole numbers are text. */
export const ProposalMessage = z.strictObject({
  report: z.strictObject({ feed: Bytes32, sequence: Whole, observedAt: Whole, expiresAt: Whole, payload: Bytes }),
  items: z
    .array(
      z.strictObject({
        source: Name(512),
        key: Name(2_048),
        part: z.int().min(0).max(65_535),
        contentHash: Bytes32,
        observation: Observation,
        evidence: z.string().optional(),
      }),
    )
    .min(1)
    .max(MOST_ITEMS),
});
export const Signature = z.custom<Hex>(
  (text) => typeof text === "string" && /^0x[0-9a-f]{130}$/.test(text),
  "65 bytes expected",
);
export const Digest = Bytes32;

/** Writes whole numbers as text. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
}
