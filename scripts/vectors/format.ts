import { z } from "zod";

/** The formats of vector files. Numbers that may exceed 2^53 are decimal strings. */
const digits = z.string().regex(/^\d+$/, "must be a decimal number");
const signed = z.string().regex(/^-?\d+$/, "must be a decimal number");
const seconds = z.int().nonnegative();

const leasedPlacement = z.strictObject({
  sign: z.union([z.literal(1), z.literal(-1)]),
  permanent: digits,
  leased: digits,
});
const scoreBallot = z.strictObject({
  approve: digits,
  disapprove: digits,
  scores: z.record(z.string(), z.int().min(-100).max(100)),
});
const ballot = z.union([
  scoreBallot,
  z.strictObject({ place: z.record(z.string(), signed) }),
  z.record(z.string(), leasedPlacement),
]);

const at = { at: seconds, voter: z.string(), reverts: z.literal(true).optional() };
const event = z.discriminatedUnion("do", [
  z.strictObject({ ...at, do: z.literal("credit"), value: digits }),
  z.strictObject({ ...at, do: z.literal("lease"), value: digits, until: z.int() }),
  z.strictObject({ ...at, do: z.literal("nominate"), candidacy: z.string(), ballot }),
  z.strictObject({ ...at, do: z.literal("cast"), ballot }),
  z.strictObject({ ...at, do: z.literal("withdraw") }),
  z.strictObject({ ...at, do: z.literal("refresh") }),
  z.strictObject({ ...at, do: z.literal("resign"), candidacy: z.string() }),
  z.strictObject({ ...at, do: z.literal("leave"), candidacy: z.string() }),
]);

const expectation = z.strictObject({
  afterEvent: z.int().nonnegative(),
  at: seconds,
  cycle: z.int(),
  electorateNow: digits.optional(),
  candidacies: z.record(
    z.string(),
    z.strictObject({ status: z.enum(["nominee", "candidate", "incumbent"]), votes100: signed, bucket: digits }),
  ),
});

const scenario = z.strictObject({
  cycle: z.int().positive(),
  halfLife: z.int().nonnegative(),
  method: z.enum(["resource", "score"]),
  seats: z.int().positive(),
  nominationFill: digits,
  stabilizationFill: digits,
  events: z.array(event),
  expect: z.array(expectation),
});

const scenarios = { note: z.string().optional(), scenarios: z.array(scenario) };

export const vectorFile = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("decay"),
    note: z.string().optional(),
    cases: z.array(z.strictObject({ halfLife: z.int(), elapsed: seconds, value: digits, units: digits })),
  }),
  z.strictObject({
    kind: z.literal("votes"),
    note: z.string().optional(),
    cases: z.array(z.strictObject({ units: digits, votes: digits })),
  }),
  z.strictObject({ kind: z.literal("elections"), ...scenarios }),
  z.strictObject({ kind: z.literal("leases"), ...scenarios }),
]);

export type VectorFile = z.infer<typeof vectorFile>;
export type Scenario = z.infer<typeof scenario>;
export type ScenarioEvent = z.infer<typeof event>;
export type ScenarioBallot = z.infer<typeof ballot>;
export type Expectation = z.infer<typeof expectation>;

/** What is wrong with a file, in one sentence. */
export function complaint(error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue?.path.map(String).join(".") ?? "";
  return `${where === "" ? "the file" : where}: ${issue?.message ?? "not a vector file"}`;
}
