/** What members sign about forks. Apart from the rest, for those who never fork. */
import type { Address } from "viem";
import type { Signing } from "./index.ts";

const OF_FORK = [
  { name: "member", type: "address" },
  { name: "fork", type: "uint64" },
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint64" },
] as const;

export const joinForkTypes = { JoinFork: OF_FORK } as const;

export const unjoinForkTypes = { UnjoinFork: OF_FORK } as const;

export const followForkTypes = { FollowFork: OF_FORK } as const;

export interface ForksDomain {
  name: "Perdure Forks";
  version: "1";
  chainId: number;
  /** The community's Forks. */
  verifyingContract: Address;
}

/** Where a member's signature is good: in one community on one chain. */
export function forksDomain(chainId: number, forks: Address): ForksDomain {
  return { name: "Perdure Forks", version: "1", chainId, verifyingContract: forks };
}

type SigningOfFork = Signing<ForksDomain>;

export function joinForkTypedData({ domain, signer, nonce, deadline }: SigningOfFork, fork: bigint) {
  const message = { member: signer, fork, nonce, deadline };
  return { domain, types: joinForkTypes, primaryType: "JoinFork", message } as const;
}

export function unjoinForkTypedData({ domain, signer, nonce, deadline }: SigningOfFork, fork: bigint) {
  const message = { member: signer, fork, nonce, deadline };
  return { domain, types: unjoinForkTypes, primaryType: "UnjoinFork", message } as const;
}

export function followForkTypedData({ domain, signer, nonce, deadline }: SigningOfFork, fork: bigint) {
  const message = { member: signer, fork, nonce, deadline };
  return { domain, types: followForkTypes, primaryType: "FollowFork", message } as const;
}
