import type { Address } from "viem";
import { type ModuleAt, type Target, moduleOf } from "./community.ts";
import { wordOf } from "./words.ts";

const ITEM_STAGES = ["none", "open", "served", "closed", "dropped"] as const;

export type ItemStage = (typeof ITEM_STAGES)[number];

/** What the contract says of an item that is not marked as idle. */
const NEVER = 2 ** 32 - 1;

export interface ListParametersInput {
  /** Seconds in which an item's rank goes half the way to its votes, up to 100 years; it is its votes unless said. */
  halfLife?: number | undefined;
  /** Cycles for which an item has to be idle until it can be closed; idle items stay open unless said. */
  interval?: number | undefined;
  /** WAD share of the electorate up to which an item's votes leave it idle; 0 unless said. */
  floor?: bigint | undefined;
}

export interface ListParameters {
  halfLife: number;
  interval: number;
  floor: bigint;
}

export interface PriorityList {
  parameters: ListParameters;
  /** Whether it has ended. */
  retired: boolean;
  /** How many of its items are open. */
  open: number;
}

/** An item as it stands. */
export interface PriorityItem {
  list: number;
  owner: Address;
  /** Open even when its list has been retired. */
  stage: ItemStage;
  /** Placed on it now, for minus against. */
  votes: bigint;
  /** At the end of the last ended cycle: its votes then, or what has accrued of them. */
  rank: bigint;
  /** The cycle in which it was opened. */
  openedIn: number;
  /** The cycle in which it was marked as idle; `undefined` if it is not. */
  idleSince: number | undefined;
}

export interface ItemPlacement {
  against: boolean;
  permanent: bigint;
  leased: bigint;
  /** First cycle in which the leased units no longer count. */
  until: number;
}

export function prioritiesOf(priorities: ModuleAt): Target {
  return moduleOf(
    "priorities",
    priorities,
    async () => (await import("../errors/modules/priorities.ts")).PRIORITIES_ERRORS,
  );
}

export function encodeList({ halfLife = 0, interval = 0, floor = 0n }: ListParametersInput): ListParameters {
  return { halfLife, interval, floor };
}

export function decodeItem({
  stage,
  idleSince,
  ...item
}: Omit<PriorityItem, "stage" | "idleSince"> & { stage: number; idleSince: number }): PriorityItem {
  return { ...item, stage: wordOf(ITEM_STAGES, stage), idleSince: idleSince === NEVER ? undefined : idleSince };
}
