import { type Hex, zeroHash } from "viem";
import { type ModuleAt, type Target, moduleOf } from "./community.ts";

/** A part of a key's revenue: a payment pointer's, or another key's shares. */
export type Share = { weight: bigint; pointer: string } | { weight: bigint; key: Hex };

export function revenueOf(revenue: ModuleAt): Target {
  return moduleOf("revenue", revenue, async () => (await import("../errors/modules/revenue.ts")).REVENUE_ERRORS);
}

export function encodeShare(share: Share): { weight: bigint; key: Hex; pointer: string } {
  return { key: zeroHash, pointer: "", ...share };
}

export function decodeShare({ weight, key, pointer }: { weight: bigint; key: Hex; pointer: string }): Share {
  return pointer === "" ? { weight, key } : { weight, pointer };
}
