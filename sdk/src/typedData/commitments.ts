/** What members sign about commitments. Apart from the rest, for those whose community has none. */
import type { Address } from "viem";
import { type OptionPlacementInput, orderOptions } from "../core/commitments.ts";
import type { Signing } from "./index.ts";

const ONCE = [
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint64" },
] as const;

export interface CommitmentsDomain {
  name: "Perdure Commitments";
  version: "1";
  chainId: number;
  /** The community's Commitments. */
  verifyingContract: Address;
}

/** Where a member's signature is good: in one contract on one chain. */
export function commitmentsDomain(chainId: number, verifyingContract: Address): CommitmentsDomain {
  return { name: "Perdure Commitments", version: "1", chainId, verifyingContract };
}

export const castInCommitmentTypes = {
  CastInCommitment: [
    { name: "voter", type: "address" },
    { name: "commitment", type: "uint64" },
    { name: "placements", type: "OptionPlacement[]" },
    { name: "dead", type: "uint64[]" },
    ...ONCE,
  ],
  OptionPlacement: [
    { name: "option", type: "uint16" },
    { name: "permanent", type: "uint96" },
    { name: "leased", type: "uint96" },
  ],
} as const;

export const withdrawFromCommitmentTypes = {
  WithdrawFromCommitment: [{ name: "voter", type: "address" }, { name: "commitment", type: "uint64" }, ...ONCE],
} as const;

interface InCommitment {
  commitment: bigint;
}

interface BallotInCommitment extends InCommitment {
  placements: readonly OptionPlacementInput[];
  dead?: readonly bigint[] | undefined;
}

export function castInCommitmentTypedData(
  { domain, signer, nonce, deadline }: Signing<CommitmentsDomain>,
  { commitment, placements, dead = [] }: BallotInCommitment,
) {
  const message = { voter: signer, commitment, placements: orderOptions(placements), dead, nonce, deadline };
  return { domain, types: castInCommitmentTypes, primaryType: "CastInCommitment", message } as const;
}

export function withdrawFromCommitmentTypedData(
  { domain, signer, nonce, deadline }: Signing<CommitmentsDomain>,
  { commitment }: InCommitment,
) {
  const message = { voter: signer, commitment, nonce, deadline };
  return { domain, types: withdrawFromCommitmentTypes, primaryType: "WithdrawFromCommitment", message } as const;
}
