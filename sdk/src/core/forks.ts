import type { Address } from "viem";
import type { ForkStage } from "./words.ts";

/** A fork as it stands. */
export interface Fork {
  stage: ForkStage;
  proposer: Address;
  /** The kernel of the child; `undefined` until the fork is executed. */
  child: Address | undefined;
  /** Votes of those who have joined and not yet arrived. */
  joined: bigint;
  /** WAD electorate-cycles, as all ended cycles leave it. */
  bucket: bigint;
  /** Whether it can be executed now. */
  isReady: boolean;
  /** Whether it renews a kernel near its horizon, which needs no threshold and never closes. */
  isRenewal: boolean;
  /** Whether the parent's name, and what is left in its treasury, went over to the child. */
  isSuccessor: boolean;
  /** Value contributed by those who have joined or followed, 9 decimals. */
  contributed: bigint;
  /** Seconds; the last second in which members can follow and assets be claimed. */
  followableUntil: bigint;
  /** Seconds; when all that is left of the treasury can be claimed for a successor; `undefined` = it stays. */
  restFrom: bigint | undefined;
  /** The first that has not been closed. */
  cycle: number;
}

/** What an account has joined a fork with. */
export interface ForkMember {
  units: bigint;
  leased: bigint;
  /** 9 decimals. */
  contributed: bigint;
}
