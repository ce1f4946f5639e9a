import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { OracleError, SourceError, type SourceFault } from "../../errors.ts";
import { parseJson } from "../../http/json.ts";
import { parseAs, type Request } from "../../http/request.ts";
import type { Payment } from "../../observation.ts";
import type { Cursor, Observed, Source } from "../Source.ts";
import { IncomingPayment, LONGEST_PAYMENT, OpenPaymentsClient } from "./client.ts";
import { type PaymentTerms, seconds, toPayment, Wallet } from "./payment.ts";
import { readEd25519Key } from "./signing.ts";

export const OpenPaymentsConfig = z.strictObject({
  kind: z.literal("openpayments"),
  /** The governed wallet: payments into it count, others do not. */
  wallet: Wallet,
  /** The wallet address whose `jwks.json` lists our key. */
  client: Wallet,
  keyId: z.string().min(1).max(256),
  /** Ed25519, PKCS #8, PEM. */
  privateKey: z.string().min(1),
  /** How long after its expiry a payment may still change. */
  graceSeconds: z.int().min(0).max(604_800).default(3_600),
  payerField: z.string().min(1).max(64).default("payer"),
});
export type OpenPaymentsConfig = z.infer<typeof OpenPaymentsConfig>;

export interface OpenPaymentsDependencies {
  request: Request;
  clock: Clock;
  /** Told of every payment that is left out because it cannot be read. */
  onFault?: (error: SourceError) => void;
}

/** Payments made before this long are not listed each time; those still open are read one by one. */
const RECENT = 7_200;
const MOST_OPEN = 10_000;
/** What can be wrong with a payment by itself. */
const PAYERS_FAULTS: ReadonlySet<SourceFault> = new Set([
  "oversized",
  "charset",
  "malformed",
  "duplicate-key",
  "too-deep",
  "unexpected",
]);

/** `since`: everything made before it has been listed. `open`: payments made before it that may still change. */
const Progress = z.strictObject({ since: z.int().nonnegative(), open: z.array(z.string()).max(MOST_OPEN) });
type Progress = z.infer<typeof Progress>;

/** Everything paid into one wallet. */
export function createOpenPayments(config: OpenPaymentsConfig, dependencies: OpenPaymentsDependencies): Source {
  const { request, clock, onFault } = dependencies;
  const { wallet, client, keyId, graceSeconds, payerField } = config;
  const key = readEd25519Key(config.privateKey);
  if (key === undefined) {
    throw new OracleError(
      "The key for Open Payments is not an Ed25519 key",
      "Make one: openssl genpkey -algorithm ed25519.",
    );
  }
  const source = `openpayments:${wallet.replace(/^https?:\/\//, "")}`;
  return new OpenPayments(
    new OpenPaymentsClient({ source, wallet, client, key: { keyId, key } }, { request, clock }),
    { source, wallet, grace: graceSeconds, payerField },
    clock,
    onFault,
  );
}

class OpenPayments implements Source {
  readonly name: string;
  readonly #client: OpenPaymentsClient;
  readonly #terms: PaymentTerms;
  readonly #clock: Clock;

  readonly #onFault: OpenPaymentsDependencies["onFault"];

  constructor(
    client: OpenPaymentsClient,
    terms: PaymentTerms,
    clock: Clock,
    onFault: OpenPaymentsDependencies["onFault"],
  ) {
    [this.name, this.#client, this.#terms, this.#clock] = [terms.source, client, terms, clock];
    this.#onFault = onFault;
  }

  /** The cursor moves with the last payment of a pass: whatever stops it before that, the next pass lists again. */
  async *observe(cursor: Cursor | undefined, signal: AbortSignal): AsyncIterable<Observed> {
    const before = parseProgress(cursor);
    let since = Math.max(0, this.#seconds() - RECENT - this.#terms.grace);
    const open: string[] = [];
    let last: Payment | undefined;
    for await (const { payment, createdAt } of this.#look(before, signal)) {
      if (!payment.final && createdAt < since) {
        if (open.length < MOST_OPEN) open.push(payment.paymentId);
        else since = createdAt;
      }
      if (last !== undefined) yield observed(last);
      last = payment;
    }
    if (last === undefined) return;
    yield { ...observed(last), cursor: JSON.stringify({ since, open } satisfies Progress) };
  }

  /** By reading it ourselves, with our own grant. */
  async confirm(claimed: Observed, signal: AbortSignal): Promise<Payment | undefined> {
    return (await this.#reread(claimed.key, signal))?.payment;
  }

  async *#look(before: Progress, signal: AbortSignal): AsyncIterable<Dated> {
    for (const id of before.open) {
      const found = await this.#reread(id, signal).catch((error: unknown) => this.#leaveOut(error));
      if (found !== undefined) yield found;
    }
    const reread = new Set(before.open);
    let next: string | undefined;
    do {
      const page = await this.#client.list(next, signal);
      const payments = page.payments.flatMap((text) => this.#parse(text) ?? []);
      for (const payment of payments) {
        const found = this.#read(payment);
        if (found !== undefined && !reread.has(found.payment.paymentId)) yield found;
      }
      next = isBefore(payments, before.since) ? undefined : page.next;
    } while (next !== undefined);
  }

  /** A payer writes a payment's metadata: what cannot be read of it must not hide the others. */
  #parse(text: string): IncomingPayment | undefined {
    try {
      if (text.length > LONGEST_PAYMENT) {
        throw new SourceError(
          this.name,
          "oversized",
          "has a payment that is too long",
          "Its payer made it so: nothing.",
        );
      }
      return parseAs(this.name, IncomingPayment, parseJson(this.name, text));
    } catch (error) {
      return this.#leaveOut(error);
    }
  }

  /** @throws whatever is not about what one payment says */
  #leaveOut(error: unknown): undefined {
    if (!(error instanceof SourceError) || !PAYERS_FAULTS.has(error.fault)) throw error;
    this.#onFault?.(error);
    return undefined;
  }

  async #reread(id: string, signal: AbortSignal): Promise<Dated | undefined> {
    const shown = await this.#client.get(id, signal);
    if (shown === undefined) return undefined;
    // What anybody may read is no payment of this shape: it does not say into which wallet it went.
    const payment = parseAs(this.name, IncomingPayment, shown);
    return payment.id === id ? this.#read(payment) : undefined;
  }

  #read(shown: IncomingPayment): Dated | undefined {
    const payment = toPayment(shown, this.#terms, this.#seconds());
    return payment && { payment, createdAt: seconds(shown.createdAt) };
  }

  #seconds(): number {
    return Math.floor(this.#clock.now() / 1_000);
  }
}

interface Dated {
  payment: Payment;
  createdAt: number;
}

function observed(payment: Payment): Observed {
  return { key: payment.paymentId, observation: payment };
}

function parseProgress(cursor: Cursor | undefined): Progress {
  return cursor === undefined ? { since: 0, open: [] } : Progress.parse(JSON.parse(cursor));
}

/**
 * Whether everything after this page was made before a time. Servers list the newest first; one that does not say so by its order
 * is read to its end.
 */
function isBefore(payments: readonly IncomingPayment[], since: number): boolean {
  const made = payments.map(({ createdAt }) => Date.parse(createdAt) / 1_000);
  const [newest, oldest] = [made.at(0) ?? Infinity, made.at(-1) ?? Infinity];
  return newest > oldest && newest < since;
}
