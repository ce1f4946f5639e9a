import type { Address } from "viem";

export interface Account {
  /** What the account holds for good and may place. */
  units: bigint;
  /** How much of it is placed, over all modules. */
  placed: bigint;
  /** Value that it has paid in, 9 decimals; never decays. */
  contributed: bigint;
}

export interface Lease {
  units: bigint;
  /** How many of the leased units are placed. */
  placed: bigint;
  /** First cycle in which the lease no longer counts. */
  until: number;
  /** Cycle in which this lease, renewals included, began. */
  since: number;
}

export interface Dormant {
  units: bigint;
  leased: bigint;
  /** First cycle in which the leased units no longer count. */
  until: number;
}

export interface Overdraft {
  permanent: bigint;
  leased: bigint;
  /** When it can be recalled, seconds. */
  recallableAt: bigint;
}

export interface ElectorateRun {
  /** First cycle. */
  from: number;
  /** Votes, from there until the next run begins. */
  electorate: bigint;
}

export interface Asset {
  /** `zeroAddress` for the native coin. */
  token: Address;
  decimals: number;
  /** `zeroAddress` if the asset is the reference currency itself. */
  feed: Address;
  feedDecimals: number;
  /** Seconds after which a price is stale. */
  heartbeat: number;
}

/** Units that are placed or released together. */
export interface Parcel {
  permanent: bigint;
  leased: bigint;
  /** First cycle in which the leased ones no longer count. */
  until: number;
}

export function packParcel({ permanent, leased, until }: Parcel): bigint {
  return permanent | (leased << 96n) | (BigInt(until) << 192n);
}
