/** What a funding pool would pay: its formulas in whole numbers, without a chain. */
export { type Pledges, matchOf, rootOf, sumPledges, totalOf } from "./match.ts";
export {
  type FundedProject,
  type FundingProject,
  type FundingRule,
  type SettledRound,
  type SettleRoundParameters,
  settleRound,
} from "./settle.ts";
