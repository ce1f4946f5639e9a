/** Reports from outside, what polls decide, and ballots from where people talk. */
export * from "../actions/oracle/appointRelay.ts";
export * from "../actions/oracle/carryOut.ts";
export * from "../actions/oracle/getDirection.ts";
export * from "../actions/oracle/getInboxDomain.ts";
export * from "../actions/oracle/getInboxFeed.ts";
export * from "../actions/oracle/getModuleMandate.ts";
export * from "../actions/oracle/getOutcomesMandate.ts";
export * from "../actions/oracle/getRelay.ts";
export * from "../actions/oracle/getReportDigest.ts";
export * from "../actions/oracle/getSignerSet.ts";
export * from "../actions/oracle/getSignerSetNumber.ts";
export * from "../actions/oracle/getVoicesFeed.ts";
export * from "../actions/oracle/isForwarder.ts";
export * from "../actions/oracle/isReportSigner.ts";
export * from "../actions/oracle/redeliverReport.ts";
export * from "../actions/oracle/rotateSigners.ts";
export * from "../actions/oracle/setForwarder.ts";
export * from "../actions/oracle/setInboxFeed.ts";
export * from "../actions/oracle/setVoicesFeed.ts";
export * from "../actions/oracle/signAppointRelay.ts";
export * from "../actions/oracle/signReport.ts";
export * from "../actions/oracle/submitReport.ts";
export * from "../actions/oracle/waitForReport.ts";
export type { By } from "../core/authorization.ts";
export type { ModuleAt } from "../core/community.ts";
export type { HistoryOptions } from "../core/events.ts";
export type {
  Direction,
  Door,
  FeedKind,
  InboxFeed,
  ModuleMandate,
  NamedFeed,
  OutcomesMandate,
  Relay,
  Report,
  SignerSet,
} from "../core/oracle.ts";
export * from "../typedData/relays.ts";
export * from "../typedData/reports.ts";
export { getOracleHistory, type GetOracleHistoryParameters, type OracleEvent } from "./history.ts";
export { rebuildInbox, type RebuiltInbox } from "./rebuild.ts";
