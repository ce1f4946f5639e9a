import { type Address, type Hex, decodeAbiParameters, encodeAbiParameters, parseAbiParameters } from "viem";
import { contributorSourceContributorOf } from "../abi/contributorSource.ts";
import { electionsElectionOf } from "../abi/elections.ts";
import { weightsDormantOf } from "../abi/weights.ts";
import { prepareAdvance } from "../actions/elections/advance.ts";
import { prepareSettleContributor } from "../actions/sources/settleContributor.ts";
import { prepareSync } from "../actions/weights/sync.ts";
import { InvalidParameterError } from "../errors/failures.ts";
import { type ContractAt, type ModuleAt, type Target, moduleOf } from "./community.ts";
import { encode } from "./encode.ts";
import type { PreparedCall } from "./write.ts";

/**
 * A call that anyone may make, from any `prepare…` action. It is due if it succeeds; where it always does, once it changes what
 * a view of its target answers.
 */
export interface Job extends Omit<PreparedCall, "value"> {
  /** A keeper has no coins to give. */
  value?: bigint | undefined;
  /** Calldata of that view. */
  probe?: Hex | undefined;
}

const JOBS = /* @__PURE__ */ parseAbiParameters([
  "Job[] jobs",
  "struct Job { address target; bytes call; bytes probe; }",
]);

export function upkeepOf(upkeep: ModuleAt): Target {
  return moduleOf("upkeep", upkeep, async () => (await import("../errors/modules/keeper.ts")).KEEPER_ERRORS);
}

/** A list of jobs as Upkeep, and Chainlink Automation, take it. */
export function encodeJobs(jobs: readonly Job[]): Hex {
  const list = jobs.map(({ to, data, value = 0n, probe = "0x" }, i) => {
    if (value !== 0n) throw new InvalidParameterError("jobs", `hold one, ${i}, that pays. A keeper has no coins.`);
    return { target: to, call: data, probe };
  });
  return encodeAbiParameters(JOBS, [list]);
}

/** The jobs of a list; those that are due, of what Upkeep has found. */
export function decodeJobs(list: Hex): Job[] {
  const [jobs] = decodeAbiParameters(JOBS, list);
  return jobs.map(({ target, call, probe }) => ({
    to: target,
    data: call,
    value: 0n,
    ...(probe !== "0x" && { probe }),
  }));
}

/** Closes the cycles of an election that have ended, once there are any. */
export function advanceJob(parameters: { community: ContractAt<"elections">; election: bigint }): Job {
  return { ...prepareAdvance(parameters), probe: encode(electionsElectionOf, [parameters.election]) };
}

/** Counts the weight of a holder, or counts it no longer, once the person gate says so. */
export function syncJob(parameters: { community: ContractAt<"weights">; holder: Address }): Job {
  return { ...prepareSync(parameters), probe: encode(weightsDormantOf, [parameters.holder]) };
}

/** Makes a contributor's units what they should be, once they are not. */
export function settleContributorJob(parameters: { source: ModuleAt; contributor: Address }): Job {
  return {
    ...prepareSettleContributor(parameters),
    probe: encode(contributorSourceContributorOf, [parameters.contributor]),
  };
}
