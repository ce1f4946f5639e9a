import {
  type Address,
  type Hex,
  bytesToBigInt,
  encodeAbiParameters,
  encodeFunctionData,
  parseAbiParameters,
  zeroAddress,
} from "viem";
import { treasuryBrake } from "../abi/treasury.ts";
import { type ContractAt, checkAddress, targetOf } from "./community.ts";
import { ACTION_KINDS, type ActionKind } from "./words.ts";

/** What an office does; callAction, paymentAction and brakeAction make one. */
export interface OfficeAction {
  /** The election of the office. */
  office: bigint;
  kind: ActionKind;
  /** What is called, or who is paid. */
  target: Address;
  /** What it is called with, or the asset and the amount. */
  data: Hex;
  /** Seconds; the last second in which it can take effect. */
  deadline: bigint;
  /** Any number that makes it another action than those before. */
  salt: bigint;
}

/** An officer's signature, from signAction. */
export interface Confirmation {
  officer: Address;
  signature: Hex;
}

/** What an office may have the treasury call. */
export interface Power {
  /** The document in force that says so. */
  document: number;
  /** Seconds between what they decide and its effect. */
  delay: number;
  /** How many of the seats have to agree. */
  confirmations: number;
}

/** What an office may pay. */
export interface Budget extends Power {
  /** Per period, in the asset's own decimals. */
  amount: bigint;
  /** Seconds. */
  period: number;
  /** Whether what is not paid out stays available in later periods. */
  carries: boolean;
  /** In the period `current`, or in all if it carries. */
  spent: bigint;
  /** Which period was last paid in, counted from 0. */
  current: number;
  /** When the first period began, seconds. */
  startedAt: number;
}

/** Who has confirmed an action and still holds the seat. */
export interface Confirmations {
  officers: readonly Address[];
  /** From when on it can be executed, seconds; `undefined` = not yet. */
  readyAt: bigint | undefined;
}

interface ActionInput {
  /** The election of the office. */
  office: bigint;
  /** Seconds; the last second in which it can take effect. */
  deadline: bigint;
  /** Any number that makes it another action than those before; a random one if nothing is said. */
  salt?: bigint | undefined;
}

const PAYMENT = /* @__PURE__ */ parseAbiParameters("address asset, uint256 amount");

/** Has the treasury call a contract; `prepare…` gives the data of actions on other contracts. */
export function callAction(input: ActionInput & { target: Address; data: Hex }): OfficeAction {
  return complete("call", input, checkAddress("target", input.target), input.data);
}

/** Has the treasury pay somebody out of a budget of the office. */
export function paymentAction(
  input: ActionInput & {
    /** Who is paid. */
    to: Address;
    /** An ERC-20. Left out for the native coin. */
    asset?: Address | undefined;
    /** In the asset's own decimals. */
    amount: bigint;
  },
): OfficeAction {
  const asset = checkAddress("asset", input.asset ?? zeroAddress);
  const data = encodeAbiParameters(PAYMENT, [asset, input.amount]);
  return complete("payment", input, checkAddress("to", input.to), data);
}

/** Stops payments and calls for a time, if a document gives the office the brake. */
export function brakeAction(
  input: ActionInput & {
    /** A community, or its treasury. */
    community: ContractAt<"treasury">;
    /** Seconds, at most seven days. */
    period: number;
  },
): OfficeAction {
  const { address } = targetOf(input.community, "treasury");
  return complete("call", input, address, encodeFunctionData({ abi: [treasuryBrake], args: [input.period] }));
}

function complete(kind: ActionKind, input: ActionInput, target: Address, data: Hex): OfficeAction {
  const { office, deadline, salt = bytesToBigInt(crypto.getRandomValues(new Uint8Array(32))) } = input;
  return { office, kind, target, data, deadline, salt };
}

export function encodeAction(action: OfficeAction): Omit<OfficeAction, "kind"> & { kind: number } {
  return { ...action, kind: ACTION_KINDS.indexOf(action.kind) };
}
