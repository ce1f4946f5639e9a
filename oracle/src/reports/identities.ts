import { type Address, type Hex, encodeAbiParameters, keccak256, parseAbiParameters, stringToHex } from "viem";
import { z } from "zod";
import { type PayloadBuilder, packOfLists } from "./feeds.ts";

const ATTESTATIONS = parseAbiParameters([
  "Attestation[] attestations",
  "struct Attestation { bytes32 provider; bytes32 subject; address account; uint8 quality; bool revoked; }",
]);
/** Fewer than the contract takes, so that they need no more gas than other reports. */
const MOST_ATTESTATIONS = 16;
const QUALITY = { unknown: 0, unconfirmed: 1, weak: 2, strong: 3 } as const;

export const IdentitiesReport = z.strictObject({ kind: z.literal("identities") });

const hashed = (text: string): Hex => keccak256(stringToHex(text));

/** Tells IdentityRegistry which account is whose. */
export function identitiesBuilder(): PayloadBuilder {
  return {
    pack: packOfLists(ATTESTATIONS, MOST_ATTESTATIONS),
    parts: (observation) => (observation.kind === "link" ? 1 : 0),
    build: async (observation) => {
      if (observation.kind !== "link") return undefined;
      const { source, subject, account, quality, revoked } = observation;
      const attestation = { provider: hashed(source), subject: hashed(subject), quality: QUALITY[quality], revoked };
      return encodeAbiParameters(ATTESTATIONS, [[{ ...attestation, account: account as Address }]]);
    },
  };
}
