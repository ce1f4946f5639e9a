/** Lists that weight ranks, and their items. */
export * from "../actions/priorities/batchInPriorities.ts";
export * from "../actions/priorities/cancelItemNonce.ts";
export * from "../actions/priorities/closeIdle.ts";
export * from "../actions/priorities/dropItem.ts";
export * from "../actions/priorities/dropItemBySig.ts";
export * from "../actions/priorities/getItem.ts";
export * from "../actions/priorities/getItemPlacement.ts";
export * from "../actions/priorities/getList.ts";
export * from "../actions/priorities/getListCounts.ts";
export * from "../actions/priorities/getPrioritiesDomain.ts";
export * from "../actions/priorities/getRanks.ts";
export * from "../actions/priorities/isItemNonceUsed.ts";
export * from "../actions/priorities/makeList.ts";
export * from "../actions/priorities/markIdle.ts";
export * from "../actions/priorities/openItem.ts";
export * from "../actions/priorities/openItemBySig.ts";
export * from "../actions/priorities/placeOnItem.ts";
export * from "../actions/priorities/placeOnItemBySig.ts";
export * from "../actions/priorities/rankItems.ts";
export * from "../actions/priorities/recallFromItem.ts";
export * from "../actions/priorities/refreshOnItem.ts";
export * from "../actions/priorities/retireList.ts";
export * from "../actions/priorities/serveItem.ts";
export * from "../actions/priorities/signDropItem.ts";
export * from "../actions/priorities/signOpenItem.ts";
export * from "../actions/priorities/signPlaceOnItem.ts";
export * from "../actions/priorities/signWithdrawFromItem.ts";
export * from "../actions/priorities/waitForItem.ts";
export * from "../actions/priorities/waitForList.ts";
export * from "../actions/priorities/withdrawFromItem.ts";
export * from "../actions/priorities/withdrawFromItemBySig.ts";
export type { ModuleAt } from "../core/community.ts";
export type { HistoryOptions } from "../core/events.ts";
export type {
  ItemPlacement,
  ItemStage,
  ListParameters,
  ListParametersInput,
  PriorityItem,
  PriorityList,
} from "../core/priorities.ts";
export * from "../typedData/priorities.ts";
export { getPrioritiesHistory, type GetPrioritiesHistoryParameters, type PrioritiesEvent } from "./history.ts";
export { type ItemHistory, type ListHistory, rebuildPriorities, type RebuiltPriorities } from "./rebuild.ts";
