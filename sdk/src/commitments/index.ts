/** What cannot be undone: options, ballots, and what rounds came to. */
export * from "../actions/commitments/addOption.ts";
export * from "../actions/commitments/advanceCommitment.ts";
export * from "../actions/commitments/batchInCommitments.ts";
export * from "../actions/commitments/cancelCommitmentNonce.ts";
export * from "../actions/commitments/castInCommitment.ts";
export * from "../actions/commitments/castInCommitmentBySig.ts";
export * from "../actions/commitments/getAllotment.ts";
export * from "../actions/commitments/getCommitment.ts";
export * from "../actions/commitments/getCommitmentBallot.ts";
export * from "../actions/commitments/getCommitmentCount.ts";
export * from "../actions/commitments/getCommitmentsDomain.ts";
export * from "../actions/commitments/getLiveCommitmentCount.ts";
export * from "../actions/commitments/getLiveElectionCount.ts";
export * from "../actions/commitments/getOptions.ts";
export * from "../actions/commitments/getOutcome.ts";
export * from "../actions/commitments/isCommitmentNonceUsed.ts";
export * from "../actions/commitments/openCommitment.ts";
export * from "../actions/commitments/recallFromCommitment.ts";
export * from "../actions/commitments/refreshInCommitment.ts";
export * from "../actions/commitments/signCastInCommitment.ts";
export * from "../actions/commitments/signWithdrawFromCommitment.ts";
export * from "../actions/commitments/stopCommitment.ts";
export * from "../actions/commitments/strikeOption.ts";
export * from "../actions/commitments/waitForCommitment.ts";
export * from "../actions/commitments/waitForOption.ts";
export * from "../actions/commitments/withdrawFromCommitment.ts";
export * from "../actions/commitments/withdrawFromCommitmentBySig.ts";
export type {
  Commitment,
  CommitmentBallot,
  CommitmentOption,
  CommitmentOutcome,
  CommitmentParameters,
  CommitmentParametersInput,
  OptionInput,
  OptionPlacement,
  OptionPlacementInput,
} from "../core/commitments.ts";
export type { ModuleAt } from "../core/community.ts";
export type { HistoryOptions } from "../core/events.ts";
export * from "../typedData/commitments.ts";
export { type CommitmentsEvent, type GetCommitmentsHistoryParameters, getCommitmentsHistory } from "./history.ts";
export {
  allotmentOf,
  type CommitmentHistory,
  type OptionHistory,
  rebuildCommitments,
  type RoundHistory,
} from "./rebuild.ts";
