import type { Address, Hex } from "viem";
import type { ItemPlacement, ItemStage, ListParameters } from "../core/priorities.ts";
import { type Replay, pass, replay } from "../core/replay.ts";
import { InvalidParameterError } from "../errors/failures.ts";
import type { PrioritiesEvent } from "./history.ts";

export interface ListHistory {
  name: string;
  parameters: ListParameters;
  /** Whether it has ended. */
  retired: boolean;
  /** How many of its items are open. */
  open: number;
}

/** An item as its events tell it. */
export interface ItemHistory {
  list: number;
  owner: Address;
  content: Hex;
  uri: string;
  /** Open even when its list has been retired. */
  stage: ItemStage;
  /** The cycle from which on it can be closed unless somebody props it up; `undefined` if it is not marked as idle. */
  closableIn: number | undefined;
  /** By voter; those who have nothing on it are left out. */
  placements: Map<Address, ItemPlacement>;
}

export interface RebuiltPriorities {
  /** By number, from 1. */
  lists: ReadonlyMap<number, ListHistory>;
  /** By number, from 1. */
  items: ReadonlyMap<bigint, ItemHistory>;
}

/**
 * Lists, items and all weight on them from nothing but their events.
 *
 * @param events - All of them, from getPrioritiesHistory.
 *
 * @example
 * import { getPrioritiesHistory, rebuildPriorities } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const priorities = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const { items } = rebuildPriorities(await getPrioritiesHistory(client, { priorities, fromBlock: 0n }));
 */
export function rebuildPriorities(events: readonly PrioritiesEvent[]): RebuiltPriorities {
  return replay(events, { lists: new Map(), items: new Map() }, ON);
}

interface State {
  lists: Map<number, ListHistory>;
  items: Map<bigint, ItemHistory>;
}

const ON: Replay<PrioritiesEvent, State> = {
  ListMade: ({ lists }, { list, name, parameters }) => {
    lists.set(list, { name, parameters, retired: false, open: 0 });
  },
  ListRetired: (state, { list }) => {
    listOf(state, list).retired = true;
  },
  ItemOpened: (state, { item, ...what }) => {
    state.items.set(item, { ...what, stage: "open", closableIn: undefined, placements: new Map() });
    listOf(state, what.list).open += 1;
  },
  ItemPlaced: (state, { item, voter, ...placement }) => {
    const { placements } = itemOf(state, item);
    if (placement.permanent + placement.leased === 0n) placements.delete(voter);
    else placements.set(voter, placement);
  },
  // What is left follows.
  ItemRecalled: pass,
  ItemMarkedIdle: (state, { item, closableIn }) => {
    itemOf(state, item).closableIn = closableIn;
  },
  ItemPropped: (state, { item }) => {
    itemOf(state, item).closableIn = undefined;
  },
  ItemServed: (state, { item }) => {
    end(state, item, "served");
  },
  ItemClosed: (state, { item }) => {
    end(state, item, "closed");
  },
  ItemDropped: (state, { item }) => {
    end(state, item, "dropped");
  },
  NonceUsed: pass,
};

function end(state: State, id: bigint, stage: ItemStage): void {
  const item = itemOf(state, id);
  item.stage = stage;
  listOf(state, item.list).open -= 1;
}

function listOf({ lists }: State, id: number): ListHistory {
  return lists.get(id) ?? missing(`list ${id}`);
}

function itemOf({ items }: State, id: bigint): ItemHistory {
  return items.get(id) ?? missing(`item ${id}`);
}

function missing(what: string): never {
  throw new InvalidParameterError("events", `lack the making of ${what}.`);
}
