import type { Terms } from "../core/terms.ts";

type Clock = Pick<Terms, "genesisAt" | "cycleLength">;

/** When a cycle is over, seconds since 1970. */
export function cycleEndsAt(cycle: number, { genesisAt, cycleLength }: Clock): bigint {
  return genesisAt + (BigInt(cycle) + 1n) * BigInt(cycleLength);
}

/** The cycle that runs at a time; 0 before the community starts. */
export function cycleAt(timestamp: bigint, { genesisAt, cycleLength }: Clock): number {
  return timestamp < genesisAt ? 0 : Number((timestamp - genesisAt) / BigInt(cycleLength));
}
