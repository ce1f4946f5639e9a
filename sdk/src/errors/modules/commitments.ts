import { commitmentsErrorsAbi } from "../../abi/errors/commitments.ts";
import type { Explained } from "../decodeRevert.ts";

export const COMMITMENTS_ERRORS: Explained<typeof commitmentsErrorsAbi> = {
  abi: commitmentsErrorsAbi,
  explanations: {
    CommitmentBallotAbsent: "{voter} has no ballot in commitment {commitment}. Cast one first.",
    CommitmentBallotIllFormed:
      "Placement {index} (from 0) is empty, out of order or too large. Put options in ascending order, each once, with units.",
    CommitmentBallotNotDead:
      "{voter} has nothing on ended options of commitment {commitment}. Leave it out of what is released.",
    CommitmentBallotNotRefreshable:
      "The ballot of {voter} in commitment {commitment} has no leased units that count, or their lease was not renewed.",
    CommitmentChoosesOne: "Commitment {commitment} chooses an option and allots nothing. Ask for its outcome.",
    CommitmentHasEnded: "Commitment {commitment} has ended. What is placed in it can be withdrawn.",
    CommitmentParameterOutOfBounds: "{parameter} is {value}, and must be from {least} to {most}.",
    CommitmentUndecided:
      "Round {round} of commitment {commitment} is not decided. Wait for its deadline, and advance the commitment.",
    CommitmentUnknown: "There is no commitment {commitment}.",
    CommitmentsCallerNotOpener:
      "{caller} may not do this. Only the treasury and its modules open commitments, and whoever opened one changes it.",
    CommitmentsTooManyLive: "{most} commitments are live already, which is the most. Stop one, or wait for a deadline.",
    OptionContentEmpty: "An option of commitment {commitment} has no content. Give the hash of what it says.",
    OptionHasEnded: "Option {option} of commitment {commitment} has ended. Place on one that stands.",
    OptionUnknown: "Commitment {commitment} has no option {option}.",
    OptionsTooMany: "Commitment {commitment} has {most} options already, which is the most. Strike one first.",
    SafeCastOverflowedIntToUint: "{value} is less than nothing. This is a fault of the contract: please report it.",
  },
};
