/** What will be if nobody acts: pure arithmetic on what the actions read. */
export { type ContestParameters, type Turn, fillsIn, nextSeat, nextTurn } from "./contest.ts";
export { unitsAt, weightAt } from "./decay.ts";
export { cycleAt, cycleEndsAt } from "./time.ts";
export { votesOf } from "../core/votes.ts";
export type { Terms } from "../core/terms.ts";
