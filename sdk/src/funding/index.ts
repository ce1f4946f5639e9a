/** A funding pool: its actions, and what it would pay, in whole numbers and without a chain. */
export * from "../actions/funding/absorbIntoPool.ts";
export * from "../actions/funding/batchInFunding.ts";
export * from "../actions/funding/cancelFundingNonce.ts";
export * from "../actions/funding/claimFunding.ts";
export * from "../actions/funding/decideRound.ts";
export * from "../actions/funding/extendTeam.ts";
export * from "../actions/funding/getDecisionContent.ts";
export * from "../actions/funding/getFundingAvailable.ts";
export * from "../actions/funding/getFundingDomain.ts";
export * from "../actions/funding/getFundingPhase.ts";
export * from "../actions/funding/getFundingRound.ts";
export * from "../actions/funding/getFundingRule.ts";
export * from "../actions/funding/getFundingToken.ts";
export * from "../actions/funding/getLiveProjectCount.ts";
export * from "../actions/funding/getPledge.ts";
export * from "../actions/funding/getProject.ts";
export * from "../actions/funding/getProjectChain.ts";
export * from "../actions/funding/getProjectCount.ts";
export * from "../actions/funding/getProjectPlacement.ts";
export * from "../actions/funding/getRanked.ts";
export * from "../actions/funding/isFundingNonceUsed.ts";
export * from "../actions/funding/isOfTeam.ts";
export * from "../actions/funding/isProjectStruck.ts";
export * from "../actions/funding/noteProjects.ts";
export * from "../actions/funding/placeOnProject.ts";
export * from "../actions/funding/placeOnProjectBySig.ts";
export * from "../actions/funding/planRound.ts";
export * from "../actions/funding/pledge.ts";
export * from "../actions/funding/pledgeWithPermit.ts";
export * from "../actions/funding/rankProjects.ts";
export * from "../actions/funding/recallFromProject.ts";
export * from "../actions/funding/reconcilePledge.ts";
export * from "../actions/funding/refreshOnProject.ts";
export * from "../actions/funding/registerProject.ts";
export * from "../actions/funding/rerankProjects.ts";
export * from "../actions/funding/retireProject.ts";
export * from "../actions/funding/scheduleRounds.ts";
export * from "../actions/funding/signPlaceOnProject.ts";
export * from "../actions/funding/signWithdrawFromProject.ts";
export * from "../actions/funding/topUpPool.ts";
export * from "../actions/funding/unpledge.ts";
export * from "../actions/funding/waitForProject.ts";
export * from "../actions/funding/withdrawFromProject.ts";
export * from "../actions/funding/withdrawFromProjectBySig.ts";
export type { ModuleAt } from "../core/community.ts";
export type { HistoryOptions } from "../core/events.ts";
export type {
  FundingDecisionInput,
  FundingPhase,
  FundingRound,
  Pledge,
  Project,
  ProjectPlacement,
  ProjectStage,
} from "../core/pool.ts";
export { chainProjects } from "./chain.ts";
export type { NotePage, RoundPages } from "./pages.ts";
export { type Pledges, matchOf, rootOf, sumPledges, totalOf } from "./match.ts";
export {
  type FundedProject,
  type FundingProject,
  type FundingRule,
  type SettledRound,
  type SettleRoundParameters,
  settleRound,
} from "./settle.ts";
export * from "../typedData/funding.ts";
export { type FundingEvent, getFundingHistory, type GetFundingHistoryParameters } from "./history.ts";
export {
  type FundingRoundHistory,
  pledgesOf,
  type ProjectHistory,
  rebuildFunding,
  type RebuiltFunding,
} from "./rebuild.ts";
