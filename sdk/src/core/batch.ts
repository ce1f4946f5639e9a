import { type Hex, isAddressEqual } from "viem";
import { InvalidParameterError } from "../errors/failures.ts";
import type { Target } from "./community.ts";
import type { PreparedCall } from "./write.ts";

/** The data of calls that go together, all of which must be for one contract. */
export function callsTo({ address }: Target, calls: readonly PreparedCall[]): Hex[] {
  const stray = calls.findIndex(({ to, value }) => !isAddressEqual(to, address) || value !== 0n);
  if (stray >= 0) {
    throw new InvalidParameterError("calls", `number ${stray} is not for this contract. Only its actions go together.`);
  }
  return calls.map(({ data }) => data);
}
