import type { Hex } from "viem";
import { type ModuleAt, type Target, moduleOf } from "./community.ts";

export interface PublishedRelease {
  /** keccak256 of what is released. */
  content: Hex;
  /** Value contributed since publication at which it opens, 9 decimals; 0 = it opens by date alone. */
  threshold: bigint;
  /** Seconds; when it opens in any case; 0 = by the threshold alone. */
  opensAt: bigint;
  /** The value that had been contributed when it was published. */
  from: bigint;
  /** It is open for good. */
  opened: boolean;
  version: string;
  uri: string;
}

export function releasesOf(releases: ModuleAt): Target {
  return moduleOf("releases", releases, async () => (await import("../errors/modules/releases.ts")).RELEASES_ERRORS);
}
