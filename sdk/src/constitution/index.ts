/** Documents and what they say, offices and what they do, and the treasury. */
export * from "../actions/constitution/checkClauses.ts";
export * from "../actions/constitution/enactDocument.ts";
export * from "../actions/constitution/getClauses.ts";
export * from "../actions/constitution/getClausesHash.ts";
export * from "../actions/constitution/getCodehash.ts";
export * from "../actions/constitution/getElectionsOf.ts";
export * from "../actions/constitution/getLaw.ts";
export * from "../actions/constitution/getQueued.ts";
export * from "../actions/constitution/isInForce.ts";
export * from "../actions/constitution/lapseDocument.ts";
export * from "../actions/constitution/readClauses.ts";
export * from "../actions/constitution/rehearseDocument.ts";
export * from "../actions/constitution/retireOrphan.ts";
export * from "../actions/constitution/waitForEnactment.ts";
export * from "../actions/offices/act.ts";
export * from "../actions/offices/executeAction.ts";
export * from "../actions/offices/getActionId.ts";
export * from "../actions/offices/getAvailable.ts";
export * from "../actions/offices/getBudget.ts";
export * from "../actions/offices/getConfirmations.ts";
export * from "../actions/offices/getOfficesDomain.ts";
export * from "../actions/offices/getPower.ts";
export * from "../actions/offices/signAction.ts";
export * from "../actions/treasury/getBrakedUntil.ts";
export * from "../actions/treasury/getTreasuryKernel.ts";
export * from "../actions/treasury/isTreasuryExecuting.ts";
export {
  type BudgetClause,
  type CallClause,
  type Clause,
  decodeClauses,
  type ElectionClause,
  encodeClauses,
  type ModuleClause,
  type ParameterClause,
  type PowerClause,
} from "../core/clauses.ts";
export type { Law, QueuedDocument } from "../core/constitution.ts";
export {
  brakeAction,
  type Budget,
  callAction,
  type Confirmation,
  type Confirmations,
  type OfficeAction,
  paymentAction,
  type Power,
} from "../core/offices.ts";
export type { ActionKind, ClauseKind } from "../core/words.ts";
export { type ConstitutionEvent, getConstitutionHistory, type GetConstitutionHistoryParameters } from "./history.ts";
