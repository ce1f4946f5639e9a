import { z } from "zod";

/** The formats of vector files. Numbers that may exceed 2^53 are decimal strings. */
const digits = z.string().regex(/^\d+$/, "must be a decimal number");
const signed = z.string().regex(/^-?\d+$/, "must be a decimal number");
const seconds = z.int().nonnegative();

/** Units for good alone, or with units of a lease. */
const pile = z.union([
  digits.transform((units) => ({ permanent: BigInt(units), leased: 0n })),
  z
    .strictObject({ permanent: digits, leased: digits })
    .transform(({ permanent, leased }) => ({ permanent: BigInt(permanent), leased: BigInt(leased) })),
]);

const scoreBallot = z
  .strictObject({
    approve: pile,
    disapprove: pile,
    scores: z.record(z.string(), z.int().min(-128).max(127)),
  })
  .transform(({ approve, disapprove, scores }) => ({
    method: "score" as const,
    approve,
    disapprove,
    scores: Object.entries(scores).map(([candidacy, score]) => ({ candidacy, score })),
  }));

const plainBallot = z.strictObject({ place: z.record(z.string(), signed) }).transform(({ place }) => ({
  method: "resource" as const,
  placements: Object.entries(place).map(([candidacy, text]) => {
    const units = BigInt(text);
    return { candidacy, against: units < 0n, permanent: units < 0n ? -units : units, leased: 0n };
  }),
}));

const leasedBallot = z
  .record(
    z.string(),
    z.strictObject({ sign: z.union([z.literal(1), z.literal(-1)]), permanent: digits, leased: digits }),
  )
  .transform((placements) => ({
    method: "resource" as const,
    placements: Object.entries(placements).map(([candidacy, { sign, permanent, leased }]) => {
      return { candidacy, against: sign < 0, permanent: BigInt(permanent), leased: BigInt(leased) };
    }),
  }));

const ballot = z.union([scoreBallot, plainBallot, leasedBallot]);

const at = { at: seconds, voter: z.string(), reverts: z.boolean().optional() };
const event = z.discriminatedUnion("do", [
  z.object({ ...at, do: z.literal("credit"), value: digits }),
  z.object({ ...at, do: z.literal("lease"), value: digits, until: z.int() }),
  z.object({ ...at, do: z.literal("nominate"), candidacy: z.string(), ballot }),
  z.object({ ...at, do: z.literal("cast"), ballot }),
  z.object({ ...at, do: z.literal("withdraw") }),
  z.object({ ...at, do: z.literal("refresh") }),
  z.object({ ...at, do: z.literal("resign"), candidacy: z.string() }),
  z.object({ ...at, do: z.literal("leave"), candidacy: z.string() }),
]);

const expectation = z.object({
  afterEvent: z.int().nonnegative(),
  at: seconds,
  cycle: z.int(),
  electorateNow: digits.optional(),
  candidacies: z.record(
    z.string(),
    z.object({ status: z.enum(["nominee", "candidate", "incumbent"]), votes100: signed, bucket: digits }),
  ),
});

export const vectorScenario = z.object({
  cycle: z.int().positive(),
  halfLife: z.int().nonnegative(),
  method: z.enum(["resource", "score"]),
  scaling: z.enum(["quadratic", "linear"]).optional(),
  seats: z.int().positive(),
  nominationFill: digits,
  stabilizationFill: digits,
  events: z.array(event),
  expect: z.array(expectation),
});

const scenarios = z.array(vectorScenario);

const number = z
  .string()
  .regex(/^-?\d+$/, "must be a decimal number")
  .transform(BigInt);
const settled = z.object({ match: z.record(z.string(), number), left: number });
const fundingRound = z.object({
  pool: number,
  projects: z.array(
    z.object({
      id: z.string(),
      goal: number,
      votes: number,
      ceiling: number,
      pledges: z.array(number),
      team: z.array(number),
      T: number,
      M: number,
    }),
  ),
  priority: settled,
  proportional: settled,
});

const placed = z.record(z.string(), digits);
const commitmentEvent = z.discriminatedUnion("do", [
  z.object({ at: seconds, do: z.literal("credit"), voter: z.string(), value: digits }),
  z.object({ at: seconds, do: z.literal("open"), options: z.array(z.string()), deadline: seconds }),
  z.object({ at: seconds, do: z.literal("cast"), voter: z.string(), place: placed }),
]);

/** One commitment, opened by the first event of that kind. */
export const commitmentScenario = z.object({
  cycle: z.int().positive(),
  halfLife: z.int().nonnegative(),
  convictionHalfLife: z.int().positive(),
  /** Elections that are live besides. */
  others: z.int().positive(),
  scaling: z.enum(["quadratic", "linear"]).optional(),
  events: z.array(commitmentEvent),
  /** At the deadline. Doing nothing is called `nothing`. */
  expect: z.object({ support: placed, outcome: z.string() }),
});

/** What a file says beside what is compared (notes, names, seeds) is passed over. */
export const vectorFile = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("decay"),
    cases: z.array(z.object({ halfLife: z.int(), elapsed: seconds, value: digits, units: digits })),
  }),
  z.object({ kind: z.literal("votes"), cases: z.array(z.object({ units: digits, votes: digits })) }),
  z.object({ kind: z.literal("elections"), scenarios }),
  z.object({ kind: z.literal("leases"), scenarios }),
  z.object({ kind: z.literal("funding"), rounds: z.array(fundingRound) }),
  z.object({ kind: z.literal("commitments"), scenarios: z.array(commitmentScenario) }),
]);

export type FundingRound = z.infer<typeof fundingRound>;
export type VectorFile = z.infer<typeof vectorFile>;
export type Scenario = z.infer<typeof vectorScenario>;
export type CommitmentScenario = z.infer<typeof commitmentScenario>;
export type CommitmentEvent = z.infer<typeof commitmentEvent>;
export type ScenarioEvent = z.infer<typeof event>;
export type ScenarioBallot = z.infer<typeof ballot>;
export type Expectation = z.infer<typeof expectation>;

/** What is wrong with a file, in one sentence. */
export function complaint(error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue?.path.map(String).join(".") ?? "";
  return `${where === "" ? "the file" : where}: ${issue?.message ?? "not a vector file"}`;
}
