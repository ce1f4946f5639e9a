/** What weight is given for beside purchases: receipts, memberships, patronages and contributions. */
export * from "../actions/sources/claimReceipts.ts";
export * from "../actions/sources/collectDonation.ts";
export * from "../actions/sources/commitDonation.ts";
export * from "../actions/sources/donate.ts";
export * from "../actions/sources/getAppraisal.ts";
export * from "../actions/sources/getBlend.ts";
export * from "../actions/sources/getClaimedReceipts.ts";
export * from "../actions/sources/getClaimedReceiptsOf.ts";
export * from "../actions/sources/getContributor.ts";
export * from "../actions/sources/getContributorCeiling.ts";
export * from "../actions/sources/getContributorConfiguration.ts";
export * from "../actions/sources/getContributorCount.ts";
export * from "../actions/sources/getContributorDue.ts";
export * from "../actions/sources/getContributorUnits.ts";
export * from "../actions/sources/getDonationAssets.ts";
export * from "../actions/sources/getDonationDue.ts";
export * from "../actions/sources/getDonationQuote.ts";
export * from "../actions/sources/getHighestPatron.ts";
export * from "../actions/sources/getMembershipConfiguration.ts";
export * from "../actions/sources/getMostReported.ts";
export * from "../actions/sources/getNextReceiptEpoch.ts";
export * from "../actions/sources/getPatron.ts";
export * from "../actions/sources/getPricedAssets.ts";
export * from "../actions/sources/getPublishedReceipts.ts";
export * from "../actions/sources/getReceiptConfiguration.ts";
export * from "../actions/sources/getReceiptEpochEnd.ts";
export * from "../actions/sources/getSourceFeed.ts";
export * from "../actions/sources/getStream.ts";
export * from "../actions/sources/isPatronSettled.ts";
export * from "../actions/sources/isReceiptRoot.ts";
export * from "../actions/sources/listContributor.ts";
export * from "../actions/sources/nameHighestPatron.ts";
export * from "../actions/sources/setBlend.ts";
export * from "../actions/sources/setSourceFeed.ts";
export * from "../actions/sources/setStream.ts";
export * from "../actions/sources/settleContributor.ts";
export * from "../actions/sources/settlePatron.ts";
export * from "../actions/sources/strikeContributor.ts";
export type { ModuleAt } from "../core/community.ts";
export type { HistoryOptions } from "../core/events.ts";
export type { NamedFeed } from "../core/oracle.ts";
export {
  type Blend,
  type Ceiling,
  type Contributor,
  type ContributorConfiguration,
  encodeContributorConfiguration,
  encodeMembershipConfiguration,
  encodePatronConfiguration,
  encodeReceiptConfiguration,
  type HighestPatron,
  type MembershipConfiguration,
  type Patron,
  type PatronConfiguration,
  type ReceiptConfiguration,
  type Receipts,
  type Stream,
} from "../core/sources.ts";
export { getSourceHistory, type GetSourceHistoryParameters, type SourceEvent } from "./history.ts";
export { rebuildSource, type RebuiltSource } from "./rebuild.ts";
