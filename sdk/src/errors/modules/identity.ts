import { identityErrorsAbi } from "../../abi/errors/identity.ts";
import type { Explained } from "../decodeRevert.ts";

export const IDENTITY_ERRORS: Explained<typeof identityErrorsAbi> = {
  abi: identityErrorsAbi,
  explanations: {
    AttestationsTooMany: "The report has {length} attestations, and {most} are the most. Split it.",
    FeedNotNamed: "Attestations of feed {feed} come from an inbox that the treasury has named, not from {caller}.",
    IdentityMergeFinal: "That {account} stands behind another account is final since {finalAt} (seconds).",
    IdentityMergeWithItself: "{account} cannot be merged with itself. Name two accounts.",
    IdentityNotMerged: "{account} stands behind no other account. There is nothing to undo.",
    IdentityNotPrimary: "{account} stands behind another account. Name the primary one.",
    IdentityNotTheirs: "{signer} has no say in whom {account} stands behind. Ask those it concerns to sign.",
    IdentityPrimaryAlready: "{account} is the primary account already. Nothing needs to be done.",
    IdentityStillPlaced: "{account} has weight placed, and would stop to count. Withdraw it first.",
    IdentityTooManyAccounts: "{primary} would have {accounts} accounts, and a person has {most} at the most.",
    RegistryCallerNotFounder: "Only who deployed the registry says whose it is, not {caller}.",
    RegistryCallerNotTreasury: "Only the community's treasury may do this, not {caller}: put it into a document.",
    RegistryNotGateOf: "Community {kernel} asks another person gate, {gate}. Found one that asks this registry.",
    RegistryServesAlready: "The registry serves {kernel} already. Deploy another one.",
    RegistryUndoPeriodOutOfBounds:
      "The period in which a merge can be undone is {period} seconds, and has to be from {least} to {most}.",
    SubjectClaimedOther: "{account} says that {subject} of {provider} is its own. Take that back first.",
    SubjectNotClaimed: "{account} claims no subject of {provider}. There is nothing to take back.",
    SubjectNotLinkable:
      "{subject} of {provider} cannot be linked now, because of obstacle {obstacle}: 1 = not attested, 2 = not signed, 3 = linked already, 4 = its former account has weight placed, 5 = that account is another person's.",
    SubjectUnnamed: "No subject of {provider} was named. Say which one.",
  },
};
