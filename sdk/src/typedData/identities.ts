/** What people sign about who they are. Apart from the rest, for communities without a registry of identities. */
import type { Address, Hex } from "viem";
import type { Signing } from "./index.ts";

const ONCE = [
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint64" },
] as const;

export const linkTypes = {
  Link: [
    { name: "account", type: "address" },
    { name: "provider", type: "bytes32" },
    { name: "subject", type: "bytes32" },
    ...ONCE,
  ],
} as const;

export const unlinkTypes = {
  Unlink: [{ name: "account", type: "address" }, { name: "provider", type: "bytes32" }, ...ONCE],
} as const;

export const mergeTypes = {
  Merge: [
    { name: "signer", type: "address" },
    { name: "primary", type: "address" },
    { name: "secondary", type: "address" },
    ...ONCE,
  ],
} as const;

export const undoTypes = {
  Undo: [{ name: "signer", type: "address" }, { name: "account", type: "address" }, ...ONCE],
} as const;

export const setPrimaryTypes = {
  SetPrimary: [{ name: "signer", type: "address" }, { name: "primary", type: "address" }, ...ONCE],
} as const;

export interface IdentitiesDomain {
  name: "Perdure Identities";
  version: "1";
  chainId: number;
  /** The registry of identities. */
  verifyingContract: Address;
}

/** Where a signature is good: at one registry on one chain. */
export function identitiesDomain(chainId: number, identities: Address): IdentitiesDomain {
  return { name: "Perdure Identities", version: "1", chainId, verifyingContract: identities };
}

type SigningOfIdentity = Signing<IdentitiesDomain>;

export function linkTypedData(
  { domain, signer, nonce, deadline }: SigningOfIdentity,
  { provider, subject }: { provider: Hex; subject: Hex },
) {
  const message = { account: signer, provider, subject, nonce, deadline };
  return { domain, types: linkTypes, primaryType: "Link", message } as const;
}

export function unlinkTypedData(
  { domain, signer, nonce, deadline }: SigningOfIdentity,
  { provider }: { provider: Hex },
) {
  const message = { account: signer, provider, nonce, deadline };
  return { domain, types: unlinkTypes, primaryType: "Unlink", message } as const;
}

/** @param secondary - Stands behind `primary` from then on; both sign, each for itself. */
export function mergeTypedData(
  { domain, signer, nonce, deadline }: SigningOfIdentity,
  { primary, secondary }: { primary: Address; secondary: Address },
) {
  const message = { signer, primary, secondary, nonce, deadline };
  return { domain, types: mergeTypes, primaryType: "Merge", message } as const;
}

export function undoTypedData(
  { domain, signer, nonce, deadline }: SigningOfIdentity,
  { secondary }: { secondary: Address },
) {
  const message = { signer, account: secondary, nonce, deadline };
  return { domain, types: undoTypes, primaryType: "Undo", message } as const;
}

export function setPrimaryTypedData(
  { domain, signer, nonce, deadline }: SigningOfIdentity,
  { primary }: { primary: Address },
) {
  const message = { signer, primary, nonce, deadline };
  return { domain, types: setPrimaryTypes, primaryType: "SetPrimary", message } as const;
}
