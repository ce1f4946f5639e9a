import { fundingErrorsAbi } from "../../abi/errors/funding.ts";
import type { Explained } from "../decodeRevert.ts";

export const FUNDING_ERRORS: Explained<typeof fundingErrorsAbi> = {
  abi: fundingErrorsAbi,
  explanations: {
    FundingAlreadyDecided:
      "The decision of the round with deadline {deadline} is carried out already. Rank its projects.",
    FundingAmountZero: "Nothing would be moved. Give an amount, and see that the token arrives.",
    FundingAmountTooLarge: "{amount} is more than the pool can keep account of.",
    FundingCallerNotRecipient:
      "{caller} may not say where project {project} is paid. Pay its recipient, or act as the recipient.",
    FundingCallerNotTreasury:
      "{caller} may not do this. Only the treasury may: put it into a document, or give an office the power.",
    FundingDecisionMismatch:
      "This decision has content {content}, and {decided} was decided. Give the one that the winning option stands for.",
    FundingDecisionTooLong: "A decision names {length} projects, and {most} are the most.",
    FundingListMismatch:
      "These projects come to {chain}, and {wanted} is to be noted. Take the pages of planRound, the last first.",
    FundingNotOfTeam: "{account} is not of the team of project {project}, or nobody is known to be behind it.",
    FundingOrderWrong: "Project {project} does not come after project {previous}. Rank them as planRound says.",
    FundingPhaseWrong:
      "The pool is in phase {phase} (0 open, 1 closing, 2 settling, 3 noting), in which this cannot be done.",
    FundingPledgeInsufficient: "{account} has pledged {pledged} to project {project}, less than {wanted}.",
    FundingPledgeUnchanged: "The pledge of {account} to project {project} counts with the right person already.",
    FundingProjectIllFormed: "A project has a wrong {field}. Correct it.",
    FundingProjectNotFunded: "Project {project} is not funded, or paid already.",
    FundingProjectNotLive: "Project {project} is not live: it has been funded, paid or retired.",
    FundingProjectStruck: "Project {project} is passed over in this round. Leave it out.",
    FundingProjectUnknown: "There is no project {project}.",
    FundingScheduleUnfit:
      "Commitment {commitment} with deadline {deadline} and period {period} does not fit. Take a live one that chooses, recurs after 3 cycles or more, and has its deadline to come.",
    FundingTeamUnchanged: "The person behind {member} is of the team of project {project} already.",
    FundingTeamTooLarge: "A team of {members} is too large: {most} are the most.",
    FundingUndecided:
      "The decision of the round with deadline {deadline} has not been carried out. Call decideRound first.",
    FundingVotesAbsent: "{voter} has nothing on project {project}.",
    FundingVotesNotDead: "Project {project} is live. Leave it out of what {voter} releases.",
    FundingVotesNotRefreshable:
      "{voter} has no leased units on project {project} that count, or their lease was not renewed.",
  },
};
