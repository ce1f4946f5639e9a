import canonicalize from "canonicalize";
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { SourceError } from "../../errors.ts";
import { decodeText, readBody } from "../../http/body.ts";
import { parseJson } from "../../http/json.ts";
import { parseAs } from "../../http/request.ts";
import type { Observation, Payment } from "../../observation.ts";
import { refuseRafikiSignature } from "../../verification/rafikiSignature.ts";
import { Amount, Moment, type PaymentTerms, toPayment, Wallet } from "../openpayments/payment.ts";
import type { Observed, Recorder, Source } from "../Source.ts";

export const RafikiConfig = z.strictObject({
  kind: z.literal("rafiki"),
  /** The governed wallet, as a payment pointer or by its address. */
  wallet: Wallet,
  /** What Rafiki calls that wallet in its webhooks. */
  walletAddressId: z.uuid(),
  /** The address that the ids of incoming payments are appended to, as Open Payments shows them. */
  incomingPayments: z
    .url({ protocol: /^https?$/ })
    .regex(/\/incoming-payments\/$/, "has to end in /incoming-payments/"),
  /** Shared with Rafiki. */
  secret: z.string().min(16),
  path: z
    .string()
    .regex(/^\/[a-z0-9/_-]+$/)
    .default("/hooks/rafiki"),
  toleranceSeconds: z.int().min(1).max(3_600).default(300),
  graceSeconds: z.int().min(0).max(604_800).default(3_600),
  payerField: z.string().min(1).max(64).default("payer"),
});
export type RafikiConfig = z.infer<typeof RafikiConfig>;

export interface RafikiDependencies {
  clock: Clock;
  /**
   * Reads a payment from the wallet itself: an Open Payments source's `confirm`. A webhook's signature is a shared secret: whoever
   * can check it can forge it, so to a peer it proves nothing. Without this, nothing a peer says of Rafiki's is confirmed.
   */
  read?: (claimed: Observed, signal: AbortSignal) => Promise<Observation | undefined>;
  /** Told of every webhook that is refused. */
  onFault?: (error: SourceError) => void;
}

const MAX_BYTES = 256 * 1_024;
const INCOMING = /^incoming_payment\.(created|completed|expired|partial_payment_received)$/;

const Event = z.object({ id: z.uuid(), type: z.string().min(1).max(128), data: z.record(z.string(), z.unknown()) });
const Incoming = z.object({
  id: z.uuid(),
  walletAddressId: z.uuid(),
  receivedAmount: Amount,
  completed: z.boolean(),
  createdAt: Moment,
  expiresAt: Moment,
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * What a Rafiki tells of payments into one wallet. It tries again until it is answered 200, so that only what is recorded, or no
 * business of ours, is. Webhooks come twice and in any order: a payment is known by its address and by the most it has come to,
 * so the second and the late change nothing.
 *
 * `wallet_address.web_monetization` is not credited: it names no payment and no payer, and nobody could look it up again.
 */
export function createRafiki(config: RafikiConfig, { clock, read, onFault }: RafikiDependencies): Source {
  const name = `rafiki:${config.wallet.replace(/^https?:\/\//, "")}`;
  return {
    name,
    mount(app: Hono, record: Recorder): void {
      app.post(config.path, async (context) => {
        try {
          const text = await authentic(name, config, context, clock);
          const payment = toObserved(name, config, parseJson(name, text), clock.now());
          if (payment !== undefined) await record({ key: payment.paymentId, observation: payment });
          return context.json({}, 200);
        } catch (error) {
          if (!(error instanceof SourceError)) throw error;
          onFault?.(error);
          return context.json({ error: error.message }, error.fault === "signature" ? 401 : 400);
        }
      });
    },
    async confirm(claimed, signal) {
      const seen = await read?.(claimed, signal);
      return seen?.kind === "payment" ? { ...seen, source: name } : undefined;
    },
  };
}

/** The body, if Rafiki signed it just now. Signed is its canonical form, so it has to be read before it can be checked. */
async function authentic(name: string, config: RafikiConfig, context: Context, clock: Clock): Promise<string> {
  const header = context.req.header("rafiki-signature");
  if (header === undefined) throw refusal(name, "is not signed");
  const bytes = await readBody(name, context.req.raw.body, MAX_BYTES);
  const text = decodeText(name, bytes, context.req.header("content-type") ?? null);
  // Strictly first: a key that is there twice must not be signed as one thing and read as another.
  parseJson(name, text);
  const canonical = canonicalize(JSON.parse(text)) ?? "";
  const refused = refuseRafikiSignature(header, canonical, config.secret, clock.now(), config.toleranceSeconds * 1_000);
  if (refused === "late") throw refusal(name, "was signed too long ago: a replay, or a clock in seconds");
  if (refused === "early") throw refusal(name, "was signed in the future");
  if (refused !== undefined) throw refusal(name, `has a ${refused} signature`);
  return text;
}

function toObserved(name: string, config: RafikiConfig, body: unknown, now: number): Payment | undefined {
  const { type, data } = parseAs(name, Event, body);
  if (!INCOMING.test(type)) return undefined;
  const incoming = parseAs(name, Incoming, data);
  if (incoming.walletAddressId.toLowerCase() !== config.walletAddressId.toLowerCase()) return undefined;
  // Its own samples call a payment completed and say `completed: false` of it: the type was there first.
  const completed = incoming.completed || type === "incoming_payment.completed" || type === "incoming_payment.expired";
  const { wallet, graceSeconds: grace, payerField } = config;
  const terms: PaymentTerms = { source: name, wallet, grace, payerField };
  const id = `${config.incomingPayments}${incoming.id}`;
  return toPayment({ ...incoming, id, completed, walletAddress: wallet }, terms, Math.floor(now / 1_000));
}

function refusal(name: string, what: string): SourceError {
  return new SourceError(name, "signature", `a webhook ${what}`, "Compare the secret and the clock with Rafiki's.");
}
