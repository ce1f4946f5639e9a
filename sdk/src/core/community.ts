import { type Address, isAddress } from "viem";
import type { ErrorTable } from "../errors/decodeRevert.ts";
import { InvalidAddressError, InvalidParameterError } from "../errors/failures.ts";

/** Where the contracts of a community are. {@link getCommunity} finds them all from one. */
export interface Community {
  chainId: number;
  kernel: Address;
  registry: Address;
  weights: Address;
  elections: Address;
  /** What documents say, and which of them is in force. */
  constitution: Address;
  /** What the holders of offices may do. */
  offices: Address;
  /** How the community can be left together. */
  forks: Address;
  /** Its own, which obeys its constitution, or an outside account. */
  treasury: Address;
  /** The person gate; `undefined` if there is none. */
  gate: Address | undefined;
  /** All weight sources, in the order of the kernel. */
  sources: readonly Address[];
  /** The first source that sells weight; `undefined` if none does. */
  purchaseSource: Address | undefined;
}

export type Organ =
  "kernel" | "weights" | "elections" | "constitution" | "offices" | "forks" | "treasury" | "purchaseSource";

/** A community, or the address of the very contract that an action calls. */
export type ContractAt<organ extends Organ> =
  Address | ({ readonly [key in organ]: Address | undefined } & { readonly chainId?: number | undefined });

/** A module's address, and the chain it is on if that is to be checked. */
export type ModuleAt = Address | { readonly address: Address; readonly chainId?: number | undefined };

export interface Target {
  address: Address;
  chainId?: number | undefined;
  /** What it can refuse with beyond what a community's organs do. */
  errors?: (() => Promise<ErrorTable>) | undefined;
}

export function targetOf<organ extends Organ>(community: ContractAt<organ>, organ: organ): Target {
  if (typeof community === "string") return { address: checkAddress("community", community) };
  const address: Address | undefined = community[organ];
  if (address === undefined) throw new InvalidParameterError("community", `has no ${organ}`);
  return { address: checkAddress(organ, address), chainId: community.chainId };
}

/** A contract that is no organ of a community, and the errors of its own. */
export function moduleOf(parameter: string, module: ModuleAt, errors: () => Promise<ErrorTable>): Target {
  const { address, chainId } = typeof module === "string" ? { address: module, chainId: undefined } : module;
  return { address: checkAddress(parameter, address), chainId, errors };
}

export function checkAddress(parameter: string, value: Address): Address {
  if (!isAddress(value)) throw new InvalidAddressError(parameter, value);
  return value;
}
