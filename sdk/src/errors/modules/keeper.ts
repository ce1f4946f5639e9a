import { keeperErrorsAbi } from "../../abi/errors/keeper.ts";
import type { Explained } from "../decodeRevert.ts";

export const KEEPER_ERRORS: Explained<typeof keeperErrorsAbi> = {
  abi: keeperErrorsAbi,
  explanations: {
    UpkeepJobsTooMany: "The list has {jobs} jobs, and {most} are the most. Split it.",
    UpkeepNothingDone: "None of the {jobs} jobs is due any more. Nothing needs to be done.",
  },
};
