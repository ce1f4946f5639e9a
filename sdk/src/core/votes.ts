import type { Scaling } from "./words.ts";

/** What units placed together count for. */
export function votesOf(units: bigint, scaling: Scaling): bigint {
  return scaling === "linear" ? units : squareRoot(units << 64n);
}

/** Newton's method from above ends at the root, rounded down. */
function squareRoot(x: bigint): bigint {
  if (x === 0n) return 0n;
  let root = 1n << BigInt(Math.ceil(x.toString(2).length / 2));
  for (;;) {
    const next = (root + x / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
