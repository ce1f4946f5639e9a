import type { Hono } from "hono";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { SourceError } from "../../errors.ts";
import { decodeText, readBody } from "../../http/body.ts";
import { parseJson } from "../../http/json.ts";
import { parseAs } from "../../http/request.ts";
import type { Payment } from "../../observation.ts";
import { verifyStreamReceipt } from "../../verification/streamReceipts.ts";
import { Wallet } from "../openpayments/payment.ts";
import type { Source } from "../Source.ts";

export const StreamConfig = z.strictObject({
  kind: z.literal("stream"),
  /** The governed wallet, as a payment pointer or by its address. */
  wallet: Wallet,
  /** Shared with the receiver of the payments: base64 of 32 bytes. */
  seed: z.base64().refine((text) => Buffer.from(text, "base64").length === 32, "is not 32 bytes in base64"),
  asset: z.string().min(1).max(64),
  scale: z.int().min(0).max(255),
  path: z
    .string()
    .regex(/^\/[a-z0-9/_-]+$/)
    .default("/receipts/stream"),
});
export type StreamConfig = z.infer<typeof StreamConfig>;

export interface StreamDependencies {
  clock: Clock;
  /** Told of every receipt that is refused. */
  onFault?: (error: SourceError) => void;
}

const MAX_BYTES = 4_096;
/** Seconds by which operators' clocks and their questions may be apart. */
const APART = 3_600;
const Body = z.strictObject({ receipt: z.base64().max(128), payer: z.string().min(1).max(512) });

/**
 * Takes STREAM receipts (Interledger RFC 39) from whoever has them. Upstream is retired; kept for wallets that still make them.
 * Totals are cumulative for each connection and stream. The first to show one says who pays: its nonce is known to the payer
 * alone until then. The seed checks and forges alike, so what a peer says is worth what the peer is.
 */
export function createStream(config: StreamConfig, { clock, onFault }: StreamDependencies): Source {
  const name = `stream:${config.wallet.replace(/^https?:\/\//, "")}`;
  const seconds = (): number => Math.floor(clock.now() / 1_000);
  const read = (text: string, observedAt: number): Payment =>
    toPayment(name, config, parseAs(name, Body, parseJson(name, text)), observedAt);
  return {
    name,
    mount(app: Hono, record): void {
      app.post(config.path, async (context) => {
        try {
          const bytes = await readBody(name, context.req.raw.body, MAX_BYTES);
          const text = decodeText(name, bytes, context.req.header("content-type") ?? null);
          const payment = read(text, seconds());
          await record({ key: payment.paymentId, observation: payment, evidence: text });
          return context.json({ total: payment.cumulativeAmount });
        } catch (error) {
          if (!(error instanceof SourceError)) throw error;
          onFault?.(error);
          return context.json({ error: error.message }, error.fault === "signature" ? 401 : 400);
        }
      });
    },
    confirm({ key, observation, evidence }) {
      if (observation.kind !== "payment" || evidence === undefined) return Promise.resolve(undefined);
      if (key !== observation.paymentId) return Promise.resolve(undefined);
      if (Math.abs(observation.observedAt - seconds()) > APART) return Promise.resolve(undefined);
      return Promise.try(read, evidence, observation.observedAt);
    },
  };
}

function toPayment(
  name: string,
  config: StreamConfig,
  { receipt, payer }: z.infer<typeof Body>,
  observedAt: number,
): Payment {
  const read = verifyStreamReceipt(Buffer.from(receipt, "base64"), Buffer.from(config.seed, "base64"));
  if (read === undefined) {
    throw new SourceError(name, "signature", "was shown a receipt that is not its wallet's", "Compare the seeds.");
  }
  return {
    kind: "payment",
    source: name,
    paymentId: `${name}/${Buffer.from(read.nonce).toString("hex")}/${read.streamId}`,
    payer,
    recipient: config.wallet,
    asset: config.asset,
    scale: config.scale,
    cumulativeAmount: String(read.totalReceived),
    final: true,
    observedAt,
  };
}
