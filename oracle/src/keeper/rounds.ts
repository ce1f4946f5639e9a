import { getScaling } from "@perdure/sdk/actions";
import { ContractRevertError } from "@perdure/sdk/errors";
import {
  type FundingDecisionInput,
  getFundingPhase,
  getFundingRound,
  getRanked,
  planRound,
  type PlanRoundReturnType,
  prepareDecideRound,
  prepareNoteProjects,
  prepareRankProjects,
  prepareRerankProjects,
  simulateDecideRound,
  simulateNoteProjects,
  simulateRankProjects,
} from "@perdure/sdk/funding";
import type { Address, Hex, PublicClient } from "viem";
import { z } from "zod";
import { OracleError } from "../errors.ts";
import type { Outbox } from "../submission/outbox.ts";
import { Account, Accounts } from "./fields.ts";

const Projects = z.array(z.int().min(1).max(0xffffffff)).max(32);

/** Funding pools whose rounds are settled: decided, ranked and noted. */
export const RoundsConfig = z.strictObject({
  /** The community's, which says how votes count. */
  kernel: Account,
  pools: Accounts,
  /** What a round can be decided to be, beside by the rule alone and not at all: of that the chain has only the hash. */
  decisions: z
    .array(
      z.strictObject({
        struck: Projects.default([]),
        guaranteed: Projects.default([]),
        /** Smallest units of the token. */
        lumpSum: z
          .union([z.int().min(0), z.string().regex(/^\d{1,34}$/, "a whole number is expected")])
          .transform((amount) => BigInt(amount))
          .default(0n),
      }),
    )
    .max(64)
    .default([]),
});
export type RoundsConfig = z.infer<typeof RoundsConfig>;

export interface RoundDependencies {
  config: Pick<RoundsConfig, "kernel" | "decisions">;
  /** The FundingPool. */
  pool: Address;
  /** How much a transaction may need, and what it is sent with at least. */
  gas: number;
  client: PublicClient;
  outbox: Outbox;
  /** Who sends: a pool keeps of every sender apart what they have ranked. */
  account: Address;
}

/** More than a project costs, ranked and noted in one. */
const GAS_PER_PROJECT = 30_000;

/** What comes next. */
interface Step {
  data: Hex;
  /** Names what is done once in a round at most. */
  once?: string;
  /** What somebody should look at. */
  trouble?: OracleError;
}

/** @returns the work of one look at a pool: plans the next step of its round, and takes back what is no longer one */
export function createRound(on: RoundDependencies): () => Promise<void> {
  const { pool, gas, client, outbox } = on;
  const prefix = `round:${pool}:`;
  return async () => {
    const open = await outbox.unsettled(prefix);
    // What is on its way comes first. Once it is mined the chain can be asked: what a reorganisation undoes, nonces keep in order.
    if (open.some(({ state }) => state === "signed" || state === "broadcast")) return;
    const step = await nextStep(on);
    const planned = open.filter(({ state }) => state === "planned");
    for (const { key, data } of planned) if (data !== step?.data) await outbox.withdraw(key);
    if (step === undefined) return;
    if (planned.every(({ data }) => data !== step.data)) {
      const key = `${prefix}${step.once ?? (await client.getBlockNumber({ cacheTime: 0 }))}`;
      await outbox.plan({ key, target: pool, data: step.data, gas: BigInt(gas), idleIfFalse: false });
    }
    if (step.trouble !== undefined) throw step.trouble;
  };
}

async function nextStep(on: RoundDependencies): Promise<Step | undefined> {
  const { client, pool } = on;
  const phase = await getFundingPhase(client, { pool });
  if (phase === "noting") return nextToNote(on);
  if (phase !== "settling") return undefined;
  const { toRank, deadline } = await getFundingRound(client, { pool });
  // Where nothing is to be ranked, a round that has been decided is over.
  return toRank === 0 ? toDecide(on) : nextToRank(on, deadline);
}

/** The first of the decisions we know that is the one. Where nothing is to be done, any is. */
async function toDecide({ client, pool, account, config }: RoundDependencies): Promise<Step | undefined> {
  let decided: unknown;
  for (const decision of [{}, ...config.decisions] satisfies FundingDecisionInput[]) {
    const refusal = await refusalOf(simulateDecideRound(client, { pool, decision, account }));
    if (refusal === undefined) return { data: prepareDecideRound({ pool, decision }).data };
    // It was stopped, or somebody else was faster.
    if (refusal.errorName !== "FundingDecisionMismatch") return undefined;
    decided = refusal.args[1];
  }
  const advice = "Add the decision to keeper.rounds.decisions before half the time to the next deadline is over.";
  throw new OracleError(`pool ${pool}: decided was ${String(decided)}, of which we have not got the text`, advice);
}

/** Goes on where we were: what others have ranked is theirs. */
async function nextToRank(on: RoundDependencies, deadline: number): Promise<Step | undefined> {
  const { client, pool, account } = on;
  const { rank } = await plan(on);
  const { ranked } = await getRanked(client, { pool, account });
  const projects = rank.flat().slice(ranked, ranked + pageOf(on));
  const refusal = await refusalOf(simulateRankProjects(client, { pool, projects, account }));
  if (refusal === undefined) return { data: prepareRankProjects({ pool, projects }).data };
  // Somebody else was faster.
  if (refusal.errorName !== "FundingOrderWrong") return undefined;
  const advice = "If it goes on after a look or two, settle the round by hand: its order is not what planRound says.";
  const trouble = new OracleError(`pool ${pool}: what follows ${ranked} ranked projects is refused`, advice);
  if (ranked === 0) throw trouble;
  // Ranked by hand with our key, or before a deep reorganisation. Once: what is refused again is not paid for again.
  return { data: prepareRerankProjects({ pool }).data, once: `${deadline}:rerank`, trouble };
}

async function nextToNote(on: RoundDependencies): Promise<Step | undefined> {
  const { client, pool, account } = on;
  const [page] = (await plan(on)).note;
  if (page === undefined) return undefined;
  const refusal = await refusalOf(simulateNoteProjects(client, { pool, ...page, account }));
  if (refusal === undefined) return { data: prepareNoteProjects({ pool, ...page }).data };
  // Somebody else was faster.
  if (refusal.errorName !== "FundingListMismatch") return undefined;
  const advice = "If the next deadline has passed, plan it as of a block before: planRound takes a block number.";
  throw new OracleError(`pool ${pool}: what is to be noted is refused`, advice);
}

async function plan(on: RoundDependencies): Promise<PlanRoundReturnType> {
  const { client, pool, config } = on;
  const scaling = await getScaling(client, { community: config.kernel });
  return planRound(client, { pool, scaling, page: pageOf(on) });
}

function pageOf({ gas }: RoundDependencies): number {
  return Math.max(1, Math.floor(gas / GAS_PER_PROJECT));
}

/** Why a contract would not; undefined if it would. That a node does not answer is another matter. */
async function refusalOf(simulation: Promise<unknown>): Promise<ContractRevertError | undefined> {
  try {
    await simulation;
    return undefined;
  } catch (error) {
    if (error instanceof ContractRevertError) return error;
    throw error;
  }
}
