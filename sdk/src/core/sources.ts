import { type Address, type Hex, encodeAbiParameters, parseAbiParameters } from "viem";
import { type ModuleAt, type Target, moduleOf } from "./community.ts";
import { type PurchaseConfiguration, completePurchases } from "./founding.ts";

/** Cumulative units, and the value that they were credited for. */
export interface Receipts {
  units: bigint;
  /** 9 decimals of the reference currency. */
  value: bigint;
}

/** What a source of receipts is founded with. */
export interface ReceiptConfiguration {
  /** Seconds, 1 day to 90 days. */
  epochLength: number;
  /** How much more value a root may hold than the one before. */
  mostValue: bigint;
}

/** What a source of memberships is founded with. */
export interface MembershipConfiguration {
  /** Of every member's lease, 9 decimals of the reference currency. */
  value: bigint;
  /** How long an attestation lasts: 1 to 400. */
  cycles: number;
}

/** What a source of patronages is founded with. */
export interface PatronConfiguration {
  /** What donations are taken in. */
  till: PurchaseConfiguration;
  /** Value that reports may bring within 30 days; none is reported unless said. */
  mostReported?: bigint | undefined;
}

/** What a source for contributors is founded with. */
export interface ContributorConfiguration {
  /** The most that a contributor weighs while there is no patron, 9 decimals of the reference currency. */
  baseWeight: bigint;
  /** Of all weight, that contributors may hold together: WAD, less than 1. */
  share: bigint;
}

/** What is known of a patron. */
export interface Patron {
  /** Value of the last donation that counts. */
  last: bigint;
  /** Value of the next one. */
  committed: bigint;
  /** Seconds, of the last one. */
  donatedAt: number;
  /** Seconds; end of the period that it is for. */
  endsAt: number;
  /** Seconds, of the last donation that was reported. */
  reportedAt: number;
  /** Whether the last donation that counts was reported. */
  reported: boolean;
}

/**
 * A word as a source tells a patronage: the last donation and the next (64 bits each), when the last was made, when its period
 * ends, when the last reported one was made (40 each), and whether the last was reported (8).
 */
export function decodePatronage(word: bigint): Patron {
  const bits = (at: bigint, length: bigint): bigint => (word >> at) & ((1n << length) - 1n);
  return {
    last: bits(0n, 64n),
    committed: bits(64n, 64n),
    donatedAt: Number(bits(128n, 40n)),
    endsAt: Number(bits(168n, 40n)),
    reportedAt: Number(bits(208n, 40n)),
    reported: bits(248n, 8n) === 1n,
  };
}

/** What a patron lets anyone collect when it is due. */
export interface Stream {
  /** An ERC-20. */
  asset: Address;
  /** Of it, at once. */
  most: bigint;
}

/** The largest lease that anyone has named. */
export interface HighestPatron {
  patron: Address;
  units: bigint;
  /** First cycle in which it no longer counts. */
  until: number;
}

/** What is known of a contributor. */
export interface Contributor {
  listed: boolean;
  /** In which report the metric came; it counts while that is the last one. */
  report: number;
  /** Weight given by hand. */
  hand: bigint;
  /** As it was last reported. */
  metric: bigint;
  /** What it should hold, as of when it was last settled. */
  units: bigint;
  /** Units that it was to give back, and that were not found: taken where they turn up, and not credited anew. */
  owed: bigint;
}

/** How weights by hand and metrics make a weight; both 0 is by hand alone. */
export interface Blend {
  /** WAD. */
  hand: bigint;
  /** WAD. */
  metric: bigint;
}

/** The most that one contributor may hold. */
export interface Ceiling {
  units: bigint;
  /** First cycle in which the highest patron's lease no longer counts; `undefined` = there is no patron. */
  until: number | undefined;
}

export function sourceOf(source: ModuleAt): Target {
  return moduleOf("source", source, async () => (await import("../errors/modules/sources.ts")).SOURCE_ERRORS);
}

const RECEIPTS = /* @__PURE__ */ parseAbiParameters("uint32 epochLength, uint64 mostValue");
const MEMBERSHIP = /* @__PURE__ */ parseAbiParameters("uint64 value, uint16 cycles");
const CONTRIBUTORS = /* @__PURE__ */ parseAbiParameters("uint64 baseWeight, uint64 share");
const PATRONS = /* @__PURE__ */ parseAbiParameters([
  "Configuration configuration",
  "struct Configuration { Till till; uint64 mostReported; }",
  "struct Till { AssetParameters[] assets; address sequencer; uint32 sequencerGracePeriod; }",
  "struct AssetParameters { address token; address feed; uint32 heartbeat; }",
]);

/** Configurations as a kernel's parameters, and the choices for a preset, carry them. */
export function encodeReceiptConfiguration({ epochLength, mostValue }: ReceiptConfiguration): Hex {
  return encodeAbiParameters(RECEIPTS, [epochLength, mostValue]);
}

export function encodeMembershipConfiguration({ value, cycles }: MembershipConfiguration): Hex {
  return encodeAbiParameters(MEMBERSHIP, [value, cycles]);
}

export function encodeContributorConfiguration({ baseWeight, share }: ContributorConfiguration): Hex {
  return encodeAbiParameters(CONTRIBUTORS, [baseWeight, share]);
}

export function encodePatronConfiguration({ till, mostReported = 0n }: PatronConfiguration): Hex {
  return encodeAbiParameters(PATRONS, [{ till: completePurchases(till), mostReported }]);
}
