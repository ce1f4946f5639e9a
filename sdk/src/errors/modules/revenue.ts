import { revenueErrorsAbi } from "../../abi/errors/revenue.ts";
import type { Explained } from "../decodeRevert.ts";

export const REVENUE_ERRORS: Explained<typeof revenueErrorsAbi> = {
  abi: revenueErrorsAbi,
  explanations: {
    RevenueCallerNotManager: "{caller} may not set shares. Ask the treasury to let it, or act as a manager.",
    RevenueCallerNotTreasury: "Only the community's treasury lets managers in: put it into a document.",
    RevenueKeyEmpty:
      "Key {key} leads to no payment pointer, and neither does the default key. Give one of them shares.",
    RevenueShareIllFormed: "Share {index} (from 0) has a wrong {reason}. Correct it.",
    RevenueSharesTooMany: "Key {key} was given {shares} shares, and {most} are the most. Compose it of several keys.",
  },
};
