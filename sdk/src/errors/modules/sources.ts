import { sourcesErrorsAbi } from "../../abi/errors/sources.ts";
import type { Explained } from "../decodeRevert.ts";

const TREASURY = "Only the community's treasury may do this, not {caller}: put it into a document.";
const BOUNDS = "The {parameter} is {value}, and has to be from {least} to {most}. Change it.";

export const SOURCE_ERRORS: Explained<typeof sourcesErrorsAbi> = {
  abi: sourcesErrorsAbi,
  explanations: {
    ContributorCallerNotTreasury: TREASURY,
    ContributorIsTreasury: "{treasury} is the treasury, which holds no weight. List somebody else.",
    ContributorMetricsMismatch: "The report has {accounts} accounts and {metrics} metrics. Give each account one.",
    ContributorMetricsNotAscending: "{next} comes after {account}: report each once, in ascending order.",
    ContributorMetricsTooMany: "The report has {length} metrics, and {most} are the most. Leave out the least.",
    ContributorNotListed: "{account} is no contributor. List it first.",
    ContributorParameterOutOfBounds: BOUNDS,
    FeedNotNamed: "Reports of feed {feed} come from an inbox that the treasury has named, not from {caller}.",
    MembershipCallerNotTreasury: TREASURY,
    MembershipForbids:
      "Members weigh the same, which this {parameter} forbids. Found a community without a half-life, and with a person gate.",
    MembershipParameterOutOfBounds: BOUNDS,
    MembershipsTooMany: "The report has {length} members, and {most} are the most. Split it.",
    PatronCallerNotTreasury: TREASURY,
    PatronNotDue: "The next donation of {patron} is due at {dueAt} (seconds). Collect it then.",
    PatronNotHigher: "{patron} leases {units} units, no more than the {highest} of the highest patron. Name another.",
    PatronReportedTooMuch: "Reports have brought {value} within 30 days, and {most} is the most.",
    PatronStreamNotOfToken: "Donations in {asset} cannot be collected. Choose an ERC-20 that the source takes.",
    PatronStreamTooSmall: "{patron} lets {most} be collected, and {amount} are due by the price now. Allow more.",
    PatronStreamsNothing: "{patron} lets nothing be collected, or commits nothing. Ask for a stream first.",
    PatronagesTooMany: "The report has {length} donations, and {most} are the most. Split it.",
    ReceiptCallerNotTreasury: TREASURY,
    ReceiptEpochNotEnded: "Epoch {epoch} ends at {endsAt} (seconds). Report it then.",
    ReceiptEpochNotLater: "Epoch {epoch} is over and published; the next one is {earliest} or later.",
    ReceiptForNobody: "The receipts are of no account. Correct the leaf.",
    ReceiptForTreasury: "{treasury} is the treasury, which holds no weight. Leave it out.",
    ReceiptNotNew: "{account} has claimed {units} units for {value}, or more, already. Wait for the next epoch.",
    ReceiptParameterOutOfBounds: BOUNDS,
    ReceiptRootUnknown: "The proof leads to {root}, which was not published. Take it from the epoch's receipts.",
    ReceiptTotalOutOfBounds: "The total {total} is {value}, and has to be from {least} to {most}.",
    ReceiptsBeyondTotal: "All claims of {total} would come to {claimed}, more than the {published} published.",
  },
};
