/** What members sign about projects. Apart from the rest, for those whose community has none. */
import type { Address } from "viem";
import type { Signing } from "./index.ts";

const ONCE = [
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint64" },
] as const;

export interface FundingDomain {
  name: "Perdure FundingPool";
  version: "1";
  chainId: number;
  /** The FundingPool. */
  verifyingContract: Address;
}

/** Where a member's signature is good: in one contract on one chain. */
export function fundingDomain(chainId: number, verifyingContract: Address): FundingDomain {
  return { name: "Perdure FundingPool", version: "1", chainId, verifyingContract };
}

export const placeOnProjectTypes = {
  PlaceOnProject: [
    { name: "voter", type: "address" },
    { name: "project", type: "uint32" },
    { name: "against", type: "bool" },
    { name: "permanent", type: "uint96" },
    { name: "leased", type: "uint96" },
    { name: "dead", type: "uint32[]" },
    ...ONCE,
  ],
} as const;

export const withdrawFromProjectTypes = {
  WithdrawFromProject: [{ name: "voter", type: "address" }, { name: "project", type: "uint32" }, ...ONCE],
} as const;

interface OfProject {
  project: number;
}

interface OnProject extends OfProject {
  against?: boolean | undefined;
  permanent?: bigint | undefined;
  leased?: bigint | undefined;
  dead?: readonly number[] | undefined;
}

export function placeOnProjectTypedData(
  { domain, signer, nonce, deadline }: Signing<FundingDomain>,
  { project, against = false, permanent = 0n, leased = 0n, dead = [] }: OnProject,
) {
  const message = { voter: signer, project, against, permanent, leased, dead, nonce, deadline };
  return { domain, types: placeOnProjectTypes, primaryType: "PlaceOnProject", message } as const;
}

export function withdrawFromProjectTypedData(
  { domain, signer, nonce, deadline }: Signing<FundingDomain>,
  { project }: OfProject,
) {
  const message = { voter: signer, project, nonce, deadline };
  return { domain, types: withdrawFromProjectTypes, primaryType: "WithdrawFromProject", message } as const;
}
