import { z } from "zod";

const Slug = z.string().regex(/^[A-Za-z0-9][\w-]{0,62}$/);
/** Long enough that nobody guesses it. */
const Secret = z.string().min(32).max(512);

/** How a vote by this name is decided. It is the same for all operators, so that they come to the same outcome. */
const PolicyConfig = z.strictObject({
  /** The option that has to win for the vote to pass; without it, votes only close. */
  approve: z.string().min(1).optional(),
  /** Seconds after which it closes. */
  closesAfter: z
    .int()
    .positive()
    .max(366 * 86_400)
    .optional(),
  /** It closes once so many have voted. */
  votes: z.int().positive().optional(),
  /** It closes at the first vote of somebody whom the forum trusts at least so much, and that vote decides. */
  trustLevel: z.int().min(1).max(4).optional(),
  /** If it passes, the payment pointer in its title joins the revenue shares of this key, with the weight 1. */
  joins: z.string().min(1).max(200).optional(),
});
export type PolicyConfig = z.infer<typeof PolicyConfig>;

const HookConfig = z.strictObject({
  secret: z.string().min(16),
  /** Holds `sha256=<hex HMAC of the body>`. */
  header: z.string().default("x-discourse-event-signature"),
});

const CommunityConfig = z.strictObject({
  readableName: z.string().max(200).default(""),
  /** What a driver says as a bearer token, or as the password in its METAGOV_URL. */
  tokens: z.array(Secret).max(10).default([]),
  /** With which a driver signs instead. Only what is signed can other operators see for themselves. */
  signingSecret: Secret.optional(),
  /** With which callbacks and events are signed. */
  callbackSecret: Secret,
  /** Where callbacks may go. */
  callbacks: z
    .array(z.url().refine((url) => new URL(url).origin === url, "is no origin"))
    .max(20)
    .default([]),
  /** Where the driver takes events; within one of the origins above. */
  events: z.url().optional(),
  /** By plugin: webhooks of platforms. */
  hooks: z.record(Slug, HookConfig).default({}),
  policies: z.record(z.string().min(1).max(100), PolicyConfig).default({}),
  /** Target of the deliveries by which members are told of votes. */
  messages: z.string().min(1).optional(),
});
export type CommunityConfig = z.infer<typeof CommunityConfig>;

/** The gateway that a PolicyKit, or anything else that speaks to Metagov, can drive. */
export const MetagovConfig = z.strictObject({
  kind: z.literal("metagov"),
  /** Part of every observation. */
  name: z.string().regex(/^metagov:\S{1,200}$/),
  communities: z.record(Slug, CommunityConfig),
  /** How many proxies of ours stand before it, each of which adds to X-Forwarded-For. */
  proxies: z.int().min(0).max(5).default(0),
  /** Requests a minute of one client: what needs no credentials, and what does. */
  publicLimit: z.int().positive().default(120),
  limit: z.int().positive().default(600),
  maxBodyBytes: z
    .int()
    .positive()
    .default(256 * 1_024),
  /** Milliseconds for a body to arrive. */
  bodyTimeout: z.int().positive().default(10_000),
});
export type MetagovConfig = z.infer<typeof MetagovConfig>;
