import { isAddress, isHex, parseEther, parseUnits, type Address, type Hex } from "viem";
import { z } from "zod";

const address = z.custom<Address>(
  (value) => typeof value === "string" && isAddress(value),
  "must be an address, with a right checksum if it has capitals",
);

const hash = z.custom<Hex>(
  (value) => isHex(value) && value.length === 66,
  "must be 32 bytes in hexadecimal digits, beginning with 0x",
);

/** Electorate-cycles, as people write them: "0.25". */
const fill = z
  .string()
  .regex(/^\d+(\.\d{1,18})?$/, 'must be a decimal number of electorate-cycles in quotes, e.g. "0.25"')
  .transform((text) => parseEther(text));

/** Values have 9 decimals on the chain. */
const value = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,9})?$/, 'must be a decimal number of the reference currency in quotes, e.g. "2.5"')
  .transform((text) => parseUnits(text, 9));

const something = value.refine((amount) => amount > 0n, "must be more than 0");

const share = z
  .string()
  .regex(/^0(\.\d{1,18})?$/, 'must be a share below 1 in quotes, e.g. "0.25"')
  .transform((text) => parseEther(text));

const Till = z.strictObject({
  assets: z
    .array(
      z.strictObject({
        token: address.optional(),
        feed: address.optional(),
        heartbeat: z.int().positive().optional(),
      }),
    )
    .min(1),
  sequencer: address.optional(),
  sequencerGracePeriod: z.int().nonnegative().optional(),
});

const Office = z.strictObject({
  method: z.enum(["resource", "score"]),
  seats: z.int().min(1).max(31),
  nominationFill: fill,
  stabilizationFill: fill,
});

const Operators = z
  .strictObject({
    /** Their accounts, in any order. */
    signers: z.array(address).min(1).max(31),
    quorum: z.int().min(1),
  })
  .refine(({ signers }) => new Set(signers.map((one) => one.toLowerCase())).size === signers.length, {
    path: ["signers"],
    message: "must not name anybody twice",
  })
  .refine(({ signers, quorum }) => quorum > signers.length / 2 && quorum <= signers.length, {
    path: ["quorum"],
    message: "must be more than half of the signers, and not more than all",
  });

const Identities = z.strictObject({
  /** Who knows people, as the oracle names its sources: "discourse:forum.example.org". */
  provider: z.string().min(1),
  quality: z.int().min(1).max(3).default(2),
  /** Seconds in which a merge can be undone. */
  undoPeriod: z
    .int()
    .min(3_600)
    .max(365 * 86_400),
});

const Modules = z.strictObject({
  commitments: z.boolean().default(false),
  priorities: z.boolean().default(false),
  releases: z.boolean().default(false),
  fundingPools: z.array(z.strictObject({ token: address, rule: z.enum(["priority", "proportional"]) })).default([]),
  relayedBallots: z.boolean().default(false),
  revenueShares: z.boolean().default(false),
  /** Polls of this policy may say who shares in the revenue, after so many seconds. */
  outcomes: z
    .strictObject({
      policy: z.string().min(1),
      delay: z
        .int()
        .min(86_400)
        .max(365 * 86_400),
    })
    .optional(),
});

const common = {
  name: z.string().regex(/^[a-z0-9-]{3,31}$/, "must be 3 to 31 of a-z, 0-9 and hyphen"),
  symbol: z.string().min(1).max(11),
  daoURI: z.string().optional(),
  referenceCurrency: z.string().min(1).max(31),
  /** Left out for the community's own, which obeys its constitution. */
  treasury: address.optional(),
  gate: address.optional(),
  identities: Identities.optional(),
  operators: Operators.optional(),
  modules: Modules.prefault({}),
  /** The text of the founding document, if there is one: what it says beside its clauses. */
  document: z.strictObject({ content: hash, uri: z.string() }).optional(),
  offices: z.array(Office).default([]),
};

const Preset = z.discriminatedUnion("preset", [
  z.strictObject({ preset: z.literal("blockchainProject"), ...common, purchases: Till }),
  z.strictObject({
    preset: z.literal("openSourceCooperative"),
    ...common,
    /** What donations are taken in, and the value that reports of others may bring within 30 days. */
    patrons: Till.extend({ mostReported: value.default(0n) }),
    contributors: z.strictObject({ baseWeight: something, share }),
  }),
  z.strictObject({
    preset: z.literal("onlineCommunity"),
    ...common,
    membership: z.strictObject({ value: something, cycles: z.int().min(1).max(400) }),
    receipts: z.strictObject({
      epochLength: z
        .int()
        .min(86_400)
        .max(90 * 86_400),
      mostValue: something,
    }),
  }),
]);

type Unchecked = z.infer<typeof Preset>;

/** What fields have to do with each other: the first of these that holds is told. */
const CONTRADICTIONS: readonly [field: string[], holds: (c: Unchecked) => boolean, message: string][] = [
  [
    ["gate"],
    ({ gate, identities }) => gate !== undefined && identities !== undefined,
    'must be left out where "identities" are the gate',
  ],
  [
    ["identities"],
    ({ preset, gate, identities }) => preset === "onlineCommunity" && gate === undefined && identities === undefined,
    'is needed, or a "gate": its members are persons',
  ],
  [
    ["operators"],
    ({ preset, operators }) => preset === "onlineCommunity" && operators === undefined,
    "is needed: nobody has weight until they tell who the members are",
  ],
  [
    ["treasury"],
    ({ treasury, operators }) => treasury !== undefined && operators !== undefined,
    'must be left out where there are "operators": only a treasury of the community\'s own enacts what names their feeds',
  ],
  [
    ["document"],
    ({ document, operators }) => document !== undefined && operators === undefined,
    'needs "operators": the founding document names their feeds',
  ],
  [
    ["modules", "relayedBallots"],
    ({ modules, identities, operators }) =>
      modules.relayedBallots && (identities === undefined || operators === undefined),
    'needs "identities" and "operators"',
  ],
  [
    ["modules", "outcomes"],
    ({ modules, operators }) => modules.outcomes !== undefined && (!modules.revenueShares || operators === undefined),
    'needs "revenueShares" and "operators"',
  ],
  [
    ["modules", "fundingPools"],
    ({ modules }) => modules.fundingPools.length > 0 && !modules.commitments,
    'needs "commitments", which decide their rounds',
  ],
];

/** A community that is to be founded from a preset. */
export const Community = Preset.superRefine((community, context) => {
  const found = CONTRADICTIONS.find(([, holds]) => holds(community));
  if (found !== undefined) context.addIssue({ code: "custom", path: found[0], message: found[2] });
});

export type CommunityConfig = z.infer<typeof Community>;
