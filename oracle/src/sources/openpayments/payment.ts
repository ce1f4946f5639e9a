import { z } from "zod";
import type { Payment } from "../../observation.ts";
import { walletAddress } from "../../verification/paymentPointers.ts";

/*
 * Why nothing here listens to pages: a browser's `MonetizationEvent` fires when an outgoing payment is created, in a page that its
 * visitor controls. It says what somebody means to send, and anybody can dispatch one. It proves nothing received, so no
 * address of ours takes one. What counts is the recipient's own authorised read, or a webhook that its server signed.
 */

/** Names a wallet, in the one spelling that {@link walletAddress} has for it. */
export const Wallet = z
  .string()
  .transform((text) => walletAddress(text))
  .pipe(z.string("is neither a payment pointer nor the https address of a wallet"));

export const Amount = z.object({
  /** An unsigned integer of 64 bits. */
  value: z.string().regex(/^(0|[1-9]\d{0,19})$/),
  assetCode: z.string().min(1).max(64),
  assetScale: z.int().min(0).max(255),
});
export const Moment = z.iso
  .datetime({ offset: true })
  .max(64)
  .refine((text) => Date.parse(text) >= 0, "lies before 1970");

export interface PaymentTerms {
  source: string;
  /** The governed wallet; a payment into any other is none of ours. */
  wallet: string;
  /** Seconds that a payment may still change after it expired. */
  grace: number;
  /** The field of a payment's metadata that names who pays. */
  payerField: string;
}

interface Shown {
  id: string;
  walletAddress: string;
  receivedAmount: z.infer<typeof Amount>;
  completed: boolean;
  expiresAt?: string | undefined;
  createdAt: string;
  metadata?: Record<string, unknown> | null | undefined;
}

/**
 * What an incoming payment comes to.
 *
 * It is final when it is completed, or expired with the grace over. `observedAt` is not when somebody looked but when everybody
 * must have seen its end: after its expiry and grace, or, where it has none, when it was made. All operators get the same,
 * whether they polled it early, late, or were told by a webhook.
 * @param now seconds
 * @returns undefined if it was paid into another wallet
 */
export function toPayment(
  shown: Shown,
  { source, wallet, grace, payerField }: PaymentTerms,
  now: number,
): Payment | undefined {
  if (walletAddress(shown.walletAddress) !== wallet) return undefined;
  const ends = shown.expiresAt === undefined ? undefined : seconds(shown.expiresAt) + grace;
  const payer = shown.metadata?.[payerField];
  const { value, assetCode, assetScale } = shown.receivedAmount;
  return {
    kind: "payment",
    source,
    paymentId: shown.id,
    ...(typeof payer === "string" && payer.length > 0 && payer.length <= 512 ? { payer } : {}),
    recipient: wallet,
    asset: assetCode,
    scale: assetScale,
    cumulativeAmount: value,
    final: shown.completed || (ends !== undefined && now > ends),
    observedAt: ends ?? seconds(shown.createdAt),
  };
}

/** Since 1970. */
export function seconds(date: string): number {
  return Math.floor(Date.parse(date) / 1_000);
}
