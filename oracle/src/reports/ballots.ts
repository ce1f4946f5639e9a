import { type Hex, encodeAbiParameters, keccak256, parseAbiParameters, stringToHex } from "viem";
import { z } from "zod";
import type { BallotBatch, Observation } from "../observation.ts";
import { eighteenths } from "../verification/decimal.ts";
import type { PayloadBuilder } from "./feeds.ts";
import { pollKeyOf } from "./outcomes.ts";

const BATCH = parseAbiParameters([
  "Batch batch",
  "struct Batch { bytes32 pollKey; uint64 election; Voice[] voices; }",
  "struct Voice { bytes32 provider; bytes32 subject; uint64 castAt; Choice[] choices; }",
  "struct Choice { uint32 candidacy; int8 score; }",
]);
/** What the contract takes. */
const MOST_VOICES = 32;
const MOST_CHOICES = 8;
const FULL = 100n;

const Candidacy = z
  .int()
  .min(-4_294_967_295)
  .max(4_294_967_295)
  .refine((id) => id !== 0, "a candidacy is expected");

const RelayedPoll = z.strictObject({
  source: z.string().min(1).max(512),
  poll: z.string().min(1).max(512),
  election: z.int().positive(),
  /** By option, the candidacy that it is for; with a minus, the one that it is against. Others count as an abstention. */
  options: z
    .record(z.string(), Candidacy)
    .refine((options) => Object.keys(options).length > 0, "an option is expected"),
  /** The score that counts as 100. Who gives more to something has all scores brought down in proportion. */
  fullScore: z.number().positive().max(1_000_000_000).default(100),
});
type RelayedPoll = z.infer<typeof RelayedPoll>;

export const BallotsReport = z.strictObject({
  kind: z.literal("ballots"),
  polls: z.array(RelayedPoll).min(1).max(1_000),
});
type BallotsReport = z.infer<typeof BallotsReport>;
type Choices = BallotBatch["ballots"][number]["choices"];

/** Tells RelayedBallots what voters said in the polls that stand for elections. */
export function ballotsBuilder({ polls }: BallotsReport): PayloadBuilder {
  const find = (observation: Observation): [RelayedPoll, BallotBatch] | undefined => {
    if (observation.kind !== "ballots") return undefined;
    const { source, pollId } = observation;
    const poll = polls.find((one) => one.source === source && one.poll === pollId);
    return poll === undefined ? undefined : [poll, observation];
  };
  return {
    parts: (observation) => Math.ceil((find(observation)?.[1].ballots.length ?? 0) / MOST_VOICES),
    build: async (observation, part) => {
      const [poll, batch] = find(observation) ?? [];
      if (poll === undefined || batch === undefined) return undefined;
      const { source, pollId } = batch;
      const provider = hashed(source);
      const voices = batch.ballots
        .slice(part * MOST_VOICES, (part + 1) * MOST_VOICES)
        .map(({ subject, castAt, choices }) => {
          return { provider, subject: hashed(subject), castAt: BigInt(castAt), choices: choicesOf(poll, choices) };
        });
      return encodeAbiParameters(BATCH, [
        { pollKey: pollKeyOf(source, pollId), election: BigInt(poll.election), voices },
      ]);
    },
  };
}

const hashed = (text: string): Hex => keccak256(stringToHex(text));

/** As the contract takes them: by ascending candidacy, none of 0, the largest if there are too many. */
function choicesOf(poll: RelayedPoll, choices: Choices): { candidacy: number; score: number }[] {
  const sums = new Map<number, bigint>();
  for (const [optionId, score] of scoresOf(poll, choices)) {
    const signed = poll.options[optionId] ?? 0;
    const candidacy = Math.abs(signed);
    sums.set(candidacy, (sums.get(candidacy) ?? 0n) + (signed < 0 ? -score : score));
  }
  return [...sums]
    .map(([candidacy, sum]) => ({ candidacy, score: Number(clamp(sum)) }))
    .filter(({ score }) => score !== 0)
    .toSorted((a, b) => Math.abs(b.score) - Math.abs(a.score) || a.candidacy - b.candidacy)
    .slice(0, MOST_CHOICES)
    .toSorted((a, b) => a.candidacy - b.candidacy);
}

/** From -100 to 100, whichever way a voter said it: by scores, by ranks among the options that count, or yes and no. */
function scoresOf({ options, fullScore }: RelayedPoll, all: Choices): [string, bigint][] {
  const choices = all.filter(({ optionId }) => Object.hasOwn(options, optionId));
  const scores = choices.map(({ score }) => eighteenths(score ?? "0"));
  const full = [...scores.map(size), eighteenths(fullScore.toFixed(9))].reduce((a, b) => (a > b ? a : b));
  const ranks = choices.flatMap(({ rank }) => rank ?? []).toSorted((a, b) => a - b);
  const places = BigInt(Object.keys(options).length);
  return choices.map(({ optionId, score, rank, approve }): [string, bigint] => {
    if (score !== undefined) return [optionId, whole(eighteenths(score) * FULL, full)];
    if (rank !== undefined) return [optionId, whole((places - BigInt(ranks.indexOf(rank))) * FULL, places)];
    return [optionId, approve === false ? -FULL : FULL];
  });
}

const size = (number: bigint): bigint => (number < 0n ? -number : number);
const clamp = (score: bigint): bigint => (score > FULL ? FULL : score < -FULL ? -FULL : score);

/** Rounded toward zero, but what is not nothing stays something. */
function whole(number: bigint, by: bigint): bigint {
  const quotient = number / by;
  if (quotient !== 0n || number === 0n) return quotient;
  return number < 0n ? -1n : 1n;
}
