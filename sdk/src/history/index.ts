/** What has happened in a community, and what state it adds up to. */
export type { DocumentHistory } from "./documents.ts";
export { type CandidacyHistory, type ElectionHistory, tally } from "./elections.ts";
export { type GetHistoryParameters, type HistoryEvent, getHistory } from "./events.ts";
export { type RebuildParameters, type Rebuilt, rebuild } from "./rebuild.ts";
export type { AccountHistory } from "./weights.ts";
export { unpackPlacement, unpackScores, unpackUntil } from "./words.ts";
