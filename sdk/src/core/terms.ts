import type { Scaling } from "./words.ts";

/** What of a kernel decides how weight fades and when cycles end. */
export interface Terms {
  /** Start of cycle 0, seconds. */
  genesisAt: bigint;
  /** Seconds; 0 = weight never decays. */
  halfLife: number;
  /** Seconds. */
  cycleLength: number;
  scaling: Scaling;
}
