import type { Signature } from "viem";

/** Signatures come with the old recovery number, the new one, or both; tokens know the old one only. */
export function permitV({ v, yParity }: Signature): number {
  return v === undefined ? 27 + (yParity ?? 0) : Number(v);
}
