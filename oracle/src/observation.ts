import { z } from "zod";

/**
 * What every source is brought into before anything is signed. Times are seconds since 1970, identifiers those of the source.
 * Two operators who look at the same thing have to come to the same observation, so nothing in it depends on who looked, or when.
 */

const Seconds = z.int().nonnegative();
/** Databases take no NUL. */
const Identifier = z
  .string()
  .min(1)
  .max(512)
  .refine((text) => !text.includes("\0"), "has a NUL");
const Text = z.string().max(10_000);
/** Whole amounts of any size, as decimal digits. */
const Amount = z.string().regex(/^(0|[1-9]\d{0,77})$/);
/** A number with at most 18 decimals, as text: two machines must not round it differently. */
const Decimal = z.string().regex(/^-?(0|[1-9]\d{0,30})(\.\d{1,18})?$/);
const Hash = z.string().regex(/^0x[0-9a-f]{64}$/);

/** How a poll ended. */
export const PollOutcome = z.strictObject({
  kind: z.literal("poll"),
  source: Identifier,
  pollId: Identifier,
  title: Text,
  url: z.string().max(2_048),
  /** In the source's order, those without a vote included. */
  options: z
    .array(z.strictObject({ id: Identifier, label: Text, count: Decimal, weight: Decimal.optional() }))
    .max(1_000),
  voters: z.int().nonnegative(),
  status: z.enum(["passed", "failed", "closed"]),
  /** The id of the option that won, where one did. */
  winner: Identifier.optional(),
  openedAt: Seconds,
  closedAt: Seconds,
  /** keccak256 of what was voted on: an edit afterwards is another poll. */
  contentHash: Hash,
  /** The policy by which it was decided, where the source tells. */
  policy: Identifier.optional(),
  /** The ABI-encoded arguments of the call that it is to bring about, where the source decided on them. */
  data: z
    .string()
    .regex(/^0x([0-9a-f]{2})*$/)
    .max(65_536)
    .optional(),
});

/** How each voter of a poll voted. */
export const BallotBatch = z.strictObject({
  kind: z.literal("ballots"),
  source: Identifier,
  pollId: Identifier,
  closedAt: Seconds,
  contentHash: Hash,
  /** Whether all who voted are among them: who was before, and is not now, has withdrawn. */
  complete: z.literal(true).optional(),
  /** Ascending by subject; one for each. Without choices: nothing, or not any more. */
  ballots: z
    .array(
      z.strictObject({
        subject: Identifier,
        choices: z
          .array(
            z.strictObject({
              optionId: Identifier,
              score: Decimal.optional(),
              rank: z.int().positive().optional(),
              approve: z.boolean().optional(),
            }),
          )
          .max(1_000),
        castAt: Seconds,
      }),
    )
    .max(100_000),
});

/** What a payment has come to so far. Later observations of the same payment carry a larger amount, or say that it is final. */
export const Payment = z.strictObject({
  kind: z.literal("payment"),
  source: Identifier,
  paymentId: z.string().min(1).max(2_048),
  payer: Identifier.optional(),
  recipient: z.string().min(1).max(2_048),
  asset: Identifier,
  /** How many decimals the amount has. */
  scale: z.int().min(0).max(255),
  cumulativeAmount: Amount,
  /** What of it was given back so far; it only grows as well. */
  refunded: Amount.optional(),
  final: z.boolean(),
  observedAt: Seconds,
});

/** That somebody belongs to something outside, and how sure that is. */
export const Membership = z.strictObject({
  kind: z.literal("membership"),
  source: Identifier,
  subject: Identifier,
  since: Seconds,
  /** The beginning of the period in which it was so: it is seen anew in the next one. */
  asOf: Seconds,
  level: z.int().nonnegative(),
  quality: z.enum(["unknown", "unconfirmed", "weak", "strong"]),
});

/** That an account on the chain belongs to somebody outside; `account` in lower case, 0 for nobody's if it is revoked. */
export const IdentityLink = z.strictObject({
  kind: z.literal("link"),
  source: Identifier,
  subject: Identifier,
  account: z.string().regex(/^0x[0-9a-f]{40}$/),
  quality: z.enum(["unknown", "unconfirmed", "weak", "strong"]),
  revoked: z.boolean(),
  observedAt: Seconds,
});

/** What a contribution metric says about somebody in an interval. */
export const Cred = z.strictObject({
  kind: z.literal("cred"),
  source: Identifier,
  subject: Identifier,
  amount: Decimal,
  interval: z.strictObject({ start: Seconds, end: Seconds }),
});

/** What everybody has by a contribution metric by now: who is not among them has nothing. */
export const Standings = z.strictObject({
  kind: z.literal("standings"),
  source: Identifier,
  interval: z.strictObject({ start: Seconds, end: Seconds }),
  /** Ascending by subject; one for each. */
  scores: z.array(z.strictObject({ subject: Identifier, amount: Decimal })).max(10_000),
});

/** A monthly donation that was made outside, and what is committed for the next. */
export const Patronage = z.strictObject({
  kind: z.literal("patronage"),
  source: Identifier,
  donationId: Identifier,
  subject: Identifier,
  currency: z.string().regex(/^[A-Z]{3,10}$/),
  amount: Decimal,
  committed: Decimal,
  paidAt: Seconds,
  status: z.enum(["paid", "refunded", "disputed"]),
});

/** What everybody has been receipted by the end of an epoch, under one root; made of payments, not seen. */
export const Receipts = z.strictObject({
  kind: z.literal("receipts"),
  source: Identifier,
  epoch: z.int().nonnegative(),
  root: Hash,
  /** Cumulative, of all accounts. */
  units: Amount,
  /** Cumulative, of all accounts, 9 decimals of the reference currency. */
  value: Amount,
});

export const Observation = z.discriminatedUnion("kind", [
  PollOutcome,
  BallotBatch,
  Payment,
  Membership,
  IdentityLink,
  Cred,
  Standings,
  Patronage,
  Receipts,
]);

export type PollOutcome = z.infer<typeof PollOutcome>;
export type BallotBatch = z.infer<typeof BallotBatch>;
export type Payment = z.infer<typeof Payment>;
export type Membership = z.infer<typeof Membership>;
export type IdentityLink = z.infer<typeof IdentityLink>;
export type Cred = z.infer<typeof Cred>;
export type Standings = z.infer<typeof Standings>;
export type Patronage = z.infer<typeof Patronage>;
export type Receipts = z.infer<typeof Receipts>;
export type Observation = z.infer<typeof Observation>;

/** Seconds; the time at which the last of it happened, so that nobody can have seen it before. 0 where nothing on the chain asks. */
export function happenedAt(observation: Observation): number {
  switch (observation.kind) {
    case "poll":
      return observation.closedAt;
    case "ballots":
      return observation.ballots.reduce((last, { castAt }) => Math.max(last, castAt), observation.closedAt);
    case "membership":
      return observation.asOf;
    case "link":
    case "payment":
      return observation.observedAt;
    case "patronage":
      return observation.paidAt;
    default:
      return 0;
  }
}
