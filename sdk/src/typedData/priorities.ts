/** What members sign about lists. Apart from the rest, for those whose community has none. */
import type { Address, Hex } from "viem";
import type { Signing } from "./index.ts";

const ONCE = [
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint64" },
] as const;

export interface PrioritiesDomain {
  name: "Perdure Priorities";
  version: "1";
  chainId: number;
  /** The community's Priorities. */
  verifyingContract: Address;
}

/** Where a member's signature is good: in one contract on one chain. */
export function prioritiesDomain(chainId: number, verifyingContract: Address): PrioritiesDomain {
  return { name: "Perdure Priorities", version: "1", chainId, verifyingContract };
}

export const openItemTypes = {
  OpenItem: [
    { name: "owner", type: "address" },
    { name: "list", type: "uint32" },
    { name: "content", type: "bytes32" },
    { name: "uri", type: "string" },
    ...ONCE,
  ],
} as const;

export const dropItemTypes = {
  DropItem: [{ name: "owner", type: "address" }, { name: "item", type: "uint64" }, ...ONCE],
} as const;

export const placeOnItemTypes = {
  PlaceOnItem: [
    { name: "voter", type: "address" },
    { name: "item", type: "uint64" },
    { name: "against", type: "bool" },
    { name: "permanent", type: "uint96" },
    { name: "leased", type: "uint96" },
    { name: "dead", type: "uint64[]" },
    ...ONCE,
  ],
} as const;

export const withdrawFromItemTypes = {
  WithdrawFromItem: [{ name: "voter", type: "address" }, { name: "item", type: "uint64" }, ...ONCE],
} as const;

type SigningOfItem = Signing<PrioritiesDomain>;

interface NewItem {
  list: number;
  content: Hex;
  uri: string;
}

interface OfItem {
  item: bigint;
}

interface OnItem extends OfItem {
  against?: boolean | undefined;
  permanent?: bigint | undefined;
  leased?: bigint | undefined;
  dead?: readonly bigint[] | undefined;
}

export function openItemTypedData({ domain, signer, nonce, deadline }: SigningOfItem, { list, content, uri }: NewItem) {
  const message = { owner: signer, list, content, uri, nonce, deadline };
  return { domain, types: openItemTypes, primaryType: "OpenItem", message } as const;
}

export function dropItemTypedData({ domain, signer, nonce, deadline }: SigningOfItem, { item }: OfItem) {
  const message = { owner: signer, item, nonce, deadline };
  return { domain, types: dropItemTypes, primaryType: "DropItem", message } as const;
}

export function placeOnItemTypedData(
  { domain, signer, nonce, deadline }: SigningOfItem,
  { item, against = false, permanent = 0n, leased = 0n, dead = [] }: OnItem,
) {
  const message = { voter: signer, item, against, permanent, leased, dead, nonce, deadline };
  return { domain, types: placeOnItemTypes, primaryType: "PlaceOnItem", message } as const;
}

export function withdrawFromItemTypedData({ domain, signer, nonce, deadline }: SigningOfItem, { item }: OfItem) {
  const message = { voter: signer, item, nonce, deadline };
  return { domain, types: withdrawFromItemTypes, primaryType: "WithdrawFromItem", message } as const;
}
