/** How a community is left together. */
export * from "../actions/forks/advanceFork.ts";
export * from "../actions/forks/arriveByFork.ts";
export * from "../actions/forks/cancelForkNonce.ts";
export * from "../actions/forks/claimFromFork.ts";
export * from "../actions/forks/executeFork.ts";
export * from "../actions/forks/followFork.ts";
export * from "../actions/forks/followForkBySig.ts";
export * from "../actions/forks/getClaimable.ts";
export * from "../actions/forks/getFork.ts";
export * from "../actions/forks/getForkCount.ts";
export * from "../actions/forks/getForkMember.ts";
export * from "../actions/forks/getForksDomain.ts";
export * from "../actions/forks/isForkNonceUsed.ts";
export * from "../actions/forks/joinFork.ts";
export * from "../actions/forks/joinForkBySig.ts";
export * from "../actions/forks/proposeFork.ts";
export * from "../actions/forks/recallFromFork.ts";
export * from "../actions/forks/signFollowFork.ts";
export * from "../actions/forks/signJoinFork.ts";
export * from "../actions/forks/signUnjoinFork.ts";
export * from "../actions/forks/unjoinFork.ts";
export * from "../actions/forks/unjoinForkBySig.ts";
export * from "../actions/forks/waitForChild.ts";
export * from "../actions/forks/waitForFork.ts";
export type { Fork, ForkMember } from "../core/forks.ts";
export type { ForkStage } from "../core/words.ts";
export * from "../typedData/forks.ts";
export {
  getRegistryHistory,
  type GetRegistryHistoryParameters,
  rebuildRegistry,
  type RebuiltRegistry,
  type RegistryEvent,
} from "./history.ts";
