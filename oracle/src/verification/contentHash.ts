import canonicalize from "canonicalize";
import { type Hex, keccak256, stringToBytes } from "viem";

/** keccak256 of the canonical form (RFC 8785) of a JSON value: the same for everybody who saw the same. */
export function contentHash(value: unknown): Hex {
  const canonical = canonicalize(value);
  if (canonical === undefined) throw new TypeError("What is hashed has to be JSON.");
  return keccak256(stringToBytes(canonical));
}
