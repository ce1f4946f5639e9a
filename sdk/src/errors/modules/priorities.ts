import { prioritiesErrorsAbi } from "../../abi/errors/priorities.ts";
import type { Explained } from "../decodeRevert.ts";

export const PRIORITIES_ERRORS: Explained<typeof prioritiesErrorsAbi> = {
  abi: prioritiesErrorsAbi,
  explanations: {
    ItemAlreadyIdle: "Item {item} is marked as idle since cycle {since}. Wait until it can be closed.",
    ItemContentEmpty: "An item of list {list} needs content. Give the hash of what it says.",
    ItemCycleNotEnded: "Item {item} was opened in cycle {openedIn}, which is still running. Wait for its end.",
    ItemHasEnded: "Item {item} has ended. What is placed on it can be withdrawn.",
    ItemNotClosableYet: "Item {item} can be closed from cycle {closableIn} on. Wait until then.",
    ItemNotIdle: "Item {item} has {votes} votes of an electorate of {electorate}, which props it up.",
    ItemNotMarkedIdle: "Item {item} is not marked as idle. Mark it first.",
    ItemNotOwned: "{caller} does not own item {item}. Only its owner takes it back.",
    ItemOfAnotherList: "Item {item} is not of list {list}. Leave it out.",
    ItemPlacementAbsent: "{voter} has nothing on item {item}.",
    ItemPlacementEmpty: "Nothing would be placed on item {item}. Give units, or withdraw from it.",
    ItemPlacementNotDead: "{voter} has nothing on item {item}, or it has not ended. Leave it out of what is released.",
    ItemPlacementNotRefreshable:
      "{voter} has no leased units on item {item} that count, or their lease was not renewed.",
    ItemUnknown: "There is no item {item}.",
    ItemsNotInOrder: "Item {item} does not come before item {next}. Let rankItems order them.",
    ListHasEnded: "List {list} has ended. What is placed in it can be withdrawn.",
    ListKeepsIdleItems: "List {list} keeps idle items open.",
    ListParameterOutOfBounds: "{parameter} is {value}, and must be from {least} to {most}.",
    ListUnknown: "There is no list {list}.",
    PrioritiesCallerNotTreasury:
      "{caller} may not do this. Only the treasury makes lists, ends them and serves items: put it into a document.",
  },
};
