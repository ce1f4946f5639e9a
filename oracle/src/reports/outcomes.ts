import { type Hex, encodeAbiParameters, keccak256, parseAbiParameters, stringToHex } from "viem";
import { z } from "zod";
import type { Observation, PollOutcome } from "../observation.ts";
import type { PayloadBuilder } from "./feeds.ts";

const OUTCOME = parseAbiParameters([
  "Outcome outcome",
  "struct Outcome { bytes32 pollKey; bytes32 policy; uint8 status; uint32 winner; uint64 closedAt; bytes32 contentHash; bytes data; }",
]);
const STATUS = { passed: 1, failed: 2, closed: 3 } as const;

/** What of a poll may become an argument of the call that its outcome makes. */
const Place = z.enum(["title", "url", "pollId", "winner"]);

export const OutcomesConfig = z.strictObject({
  kind: z.literal("outcomes"),
  /** Under which policy the polls are held; the contract's mandate names the same. */
  policy: z.string().min(1).max(512),
  /** The arguments of the call that the contract has a mandate for, where the outcome brings none: fixed, or taken from the poll. */
  arguments: z
    .array(
      z.union([
        z.strictObject({ type: z.string(), value: z.union([z.string(), z.boolean()]) }),
        /** Where the poll has nothing that matches, its outcome is told without a call. */
        z.strictObject({ type: z.literal("string"), from: Place, match: z.string().max(200).optional() }),
      ]),
    )
    .max(16)
    .default([]),
});
type OutcomesConfig = z.infer<typeof OutcomesConfig>;

export const pollKeyOf = (source: string, pollId: string): Hex => keccak256(stringToHex(`${source}/${pollId}`));

/** Tells Outcomes how polls ended. */
export function outcomesBuilder(config: OutcomesConfig): PayloadBuilder {
  const policy = keccak256(stringToHex(config.policy));
  return {
    parts: (observation) => (isUnder(config, observation) ? 1 : 0),
    build: async (observation: Observation) => {
      if (!isUnder(config, observation)) return undefined;
      const { source, pollId, status, closedAt } = observation;
      const winner = observation.options.findIndex(({ id }) => id === observation.winner) + 1;
      return encodeAbiParameters(OUTCOME, [
        {
          pollKey: pollKeyOf(source, pollId),
          policy,
          status: STATUS[status],
          winner,
          closedAt: BigInt(closedAt),
          contentHash: observation.contentHash as Hex,
          data: (observation.data as Hex | undefined) ?? callData(config, observation),
        },
      ]);
    },
  };
}

/** What a source says was decided under another policy is none of this one's. */
function isUnder({ policy }: OutcomesConfig, observation: Observation): observation is PollOutcome {
  return observation.kind === "poll" && (observation.policy ?? policy) === policy;
}

function callData({ arguments: parts }: OutcomesConfig, poll: PollOutcome): Hex {
  const values = parts.map((part) => ("value" in part ? part.value : taken(poll, part.from, part.match)));
  if (values.includes(undefined)) return "0x";
  const types = parts.map(({ type }) => ({ type }));
  return encodeAbiParameters(types, values as string[]);
}

function taken(poll: PollOutcome, from: z.infer<typeof Place>, match?: string): string | undefined {
  const text = from === "winner" ? poll.options.find(({ id }) => id === poll.winner)?.label : poll[from];
  if (match === undefined || text === undefined) return text;
  const found = new RegExp(match, "u").exec(text);
  return found?.[1] ?? found?.[0];
}
