import { z } from "zod";
import { type Clock, systemClock } from "../clock.ts";
import { OracleError } from "../errors.ts";
import { Observation, type Payment, type Receipts } from "../observation.ts";
import type { PayloadBuilder } from "../reports/feeds.ts";
import type { Cursor, Observed, Source } from "../sources/Source.ts";
import type { Database } from "../storage/Database.ts";
import { walletAddress } from "../verification/paymentPointers.ts";
import {
  assetsWithoutRate,
  closeEpoch,
  type ClosedEpoch,
  type ClosingTerms,
  epochEndsAt,
  publishEpoch,
  receiptPayload,
} from "./closing.ts";
import { lockReceipts, openEpoch, partyOf, recordLink, recordPayments } from "./ledger.ts";
import { mountReceipts } from "./proofs.ts";
import { RatesConfig } from "./rates.ts";

const Account = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => text.toLowerCase());

/** Everything in it has to be the same for all operators: with another rate or account they come to another root. */
export const ReceiptsConfig = z.strictObject({
  kind: z.literal("receipts"),
  name: z.string().min(1).max(64).default("receipts"),
  /**
   * The names of the sources whose payments count, and of those whose links say who pays. Where two tell a payment in two ways, the
   * one that is named first is believed: the wallet itself before a webhook.
   */
  payments: z.array(z.string().min(1)).min(1),
  links: z.array(z.string().min(1)).default([]),
  /** As the kernel and ReceiptSource have them. */
  genesisAt: z.int().positive(),
  halfLife: z.int().nonnegative(),
  epochLength: z.int().min(86_400).max(7_776_000),
  mostValue: z.string().regex(/^[1-9]\d{0,19}$/),
  credit: z.enum(["payer", "recipient"]).default("payer"),
  rates: RatesConfig,
  /** Wallets, and parties that no source links. */
  accounts: z
    .array(z.strictObject({ party: z.string().min(1), account: Account, from: z.int().nonnegative().default(0) }))
    .default([]),
  /** How long after an epoch's end the looks begin that have to hear every source before it is closed. */
  settleSeconds: z.int().min(0).max(604_800).default(21_600),
});
export type ReceiptsConfig = z.infer<typeof ReceiptsConfig>;

/** What keeps receipts from being as they should. */
export interface ReceiptTroubles {
  /** Payments that were told in several ways, of which one counts. */
  conflicts: number;
  /** What the open epoch cannot be closed without a rate for. */
  withoutRate: readonly string[];
}

export interface ReceiptsDependencies {
  database: Database;
  clock: Clock;
  /**
   * When the last look at a source had begun that came to its end, milliseconds since 1970; Infinity for one that nobody looks
   * at. Without it, all of them have been heard.
   */
  lookedAt?: (source: string) => number;
  /** Told in each round, before anything is closed. */
  onReceipts?: (source: string, troubles: ReceiptTroubles) => void;
}

/** Reads what other sources have seen, in pieces, and says what it comes to. */
export function createReceipts(config: ReceiptsConfig, dependencies: ReceiptsDependencies): Source {
  return new ReceiptEpochs(config, dependencies);
}

/**
 * Makes an epoch and those after it again from everything that was seen by now: for an operator that closed it without some
 * payment. Those before it are made of what had been seen by their closing, so that they stay as they are. All of it or nothing
 * happens.
 * @returns how many epochs have been closed anew
 * @throws OracleError if there is no such epoch, or if one before it would have another root, which may be on the chain
 */
export async function rebuildReceipts(config: ReceiptsConfig, database: Database, from: number): Promise<number> {
  return database.transaction(async (transaction) => {
    const within: Database = {
      query: (sql, parameters) => transaction.query(sql, parameters),
      transaction: (work) => work(transaction),
      close: () => Promise.resolve(),
    };
    await lockReceipts(transaction);
    const before = await transaction.query<MadeEpoch>(
      "SELECT epoch, root, published, heard FROM receipt_epochs ORDER BY epoch",
      [],
    );
    if (from >= before.length) {
      throw new OracleError(
        `Epoch ${from} is not closed yet`,
        before.length === 0 ? "None is: there is nothing to make again." : `The last one is ${before.length - 1}.`,
      );
    }
    await transaction.query(`TRUNCATE ${MADE.map((table) => `receipt_${table}`).join(", ")}`);
    const receipts = new ReceiptEpochs(config, { database: within, clock: systemClock });
    let heard = 0n;
    for (const made of before) {
      const upTo = made.epoch < from ? (made.heard ?? undefined) : undefined;
      heard = await receipts.replay(heard, { upTo });
      await remake(within, { ...config, mostValue: BigInt(config.mostValue) }, made, { from, heard });
    }
    return before.length - from;
  });
}

interface MadeEpoch {
  epoch: number;
  root: string | null;
  published: boolean;
  heard: bigint | null;
}

async function remake(
  database: Database,
  terms: ClosingTerms,
  { epoch, root, published }: MadeEpoch,
  { from, heard }: { from: number; heard: bigint },
): Promise<void> {
  const closed = await closeEpoch(database, terms, heard);
  const isSame = (closed.root ?? null) === root;
  if (epoch < from && !isSame) {
    throw new OracleError(
      `Epoch ${epoch} would have another root as well`,
      "Rebuild from that one, unless its root is on the chain: then rates, accounts or sources have changed since.",
    );
  }
  if (published && isSame) await publishEpoch(database, epoch);
}

/** Everything that follows from observations. */
const MADE = ["payments", "links", "pending", "accounts", "epochs", "leaves", "nodes", "conflicts"];

const PIECE = 5_000;
/** Of the ids that observations can have. */
const LAST = 2n ** 63n - 1n;

class ReceiptEpochs implements Source {
  readonly name: string;
  readonly #config: ReceiptsConfig;
  readonly #terms: ClosingTerms;
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #lookedAt: (source: string) => number;
  readonly #onReceipts: ReceiptsDependencies["onReceipts"];

  constructor(
    config: ReceiptsConfig,
    { database, clock, lookedAt = () => Infinity, onReceipts }: ReceiptsDependencies,
  ) {
    this.name = `receipts:${config.name}`;
    this.#config = config;
    this.#terms = { ...config, mostValue: BigInt(config.mostValue) };
    [this.#database, this.#clock, this.#lookedAt, this.#onReceipts] = [database, clock, lookedAt, onReceipts];
  }

  /** Recording again changes nothing, so the cursor may lag behind what is recorded, and moves with an epoch. */
  async *observe(cursor: Cursor | undefined, signal: AbortSignal): AsyncIterable<Observed> {
    const heardAt = this.#heardAt();
    const read = await this.replay(BigInt(cursor ?? 0), { signal });
    await this.#complain();
    for (;;) {
      const epoch = await openEpoch(this.#database);
      if (epochEndsAt(this.#terms, epoch) + this.#config.settleSeconds > heardAt) break;
      await closeEpoch(this.#database, this.#terms, read);
    }
    await this.#publish();
    // From the table, not as they are closed: what a crash kept from being told is told the next time.
    for (const closed of await this.#closed()) {
      yield { key: String(closed.epoch), observation: closed, cursor: String(read) };
    }
  }

  /**
   * Up to when every source has been heard; seconds since 1970. An operator that was down has heard nothing until it has looked
   * again: to close an epoch before would be to close it without what the others have. Ask before reading: what is stored
   * meanwhile waits.
   */
  #heardAt(): number {
    const { payments, links } = this.#config;
    return Math.min(this.#clock.now(), ...[...payments, ...links].map(this.#lookedAt)) / 1_000;
  }

  /** Records what was seen after an observation, up to another. @returns up to which everything has been recorded */
  async replay(
    after: bigint,
    { upTo, signal }: { upTo?: bigint | undefined; signal?: AbortSignal } = {},
  ): Promise<bigint> {
    for (const { party, account, from } of this.#config.accounts) {
      const link = { account, revoked: false, observedAt: from };
      await recordLink(this.#database, walletAddress(party) ?? party, link);
    }
    return this.#read(after, upTo, signal);
  }

  mount(app: Parameters<typeof mountReceipts>[0]): void {
    mountReceipts(app, this.#database);
  }

  /** By our own reckoning: an epoch is confirmed by whoever comes to the same root. */
  async confirm(claimed: Observed): Promise<Receipts | undefined> {
    return (await this.#closed()).find(({ epoch }) => String(epoch) === claimed.key);
  }

  /** @returns up to which observation everything has been recorded */
  async #read(from: bigint, upTo: bigint | undefined, signal: AbortSignal | undefined): Promise<bigint> {
    const { payments, links } = this.#config;
    for (let last = from; ;) {
      signal?.throwIfAborted();
      const rows = await this.#database.query<{ id: bigint; body: string }>(
        "SELECT id, body FROM observations WHERE id > $1 AND id <= $4 AND source = ANY($2) ORDER BY id LIMIT $3",
        [last, [...payments, ...links], PIECE, upTo ?? LAST],
      );
      const seen = rows.map(({ body }) => Observation.parse(JSON.parse(body)));
      const paid = seen.filter((one): one is Payment => one.kind === "payment" && payments.includes(one.source));
      await recordPayments(this.#database, this.#terms, paid);
      for (const link of seen) {
        if (link.kind === "link" && links.includes(link.source)) await recordLink(this.#database, partyOf(link), link);
      }
      last = rows.at(-1)?.id ?? last;
      if (rows.length < PIECE) return last;
    }
  }

  async #complain(): Promise<void> {
    const [row] = await this.#database.query<{ conflicts: number }>(
      "SELECT count(DISTINCT id)::int AS conflicts FROM receipt_conflicts",
      [],
    );
    const withoutRate = await assetsWithoutRate(this.#database, this.#terms);
    this.#onReceipts?.(this.name, { conflicts: row?.conflicts ?? 0, withoutRate });
  }

  /** Proofs are served against what the chain holds for good, if it is what we came to ourselves. */
  async #publish(): Promise<void> {
    const [row] = await this.#database.query<{ epoch: number | null }>(
      "SELECT max(key::int) AS epoch FROM items WHERE source = $1 AND reported = wanted",
      [this.name],
    );
    if (typeof row?.epoch === "number") await publishEpoch(this.#database, row.epoch);
  }

  /** The first epoch of each root: one that adds nothing is not told. */
  async #closed(): Promise<Receipts[]> {
    const rows = await this.#database.query<{ epoch: number; root: string; units: string; value: string }>(
      `SELECT DISTINCT ON (root) epoch, root, units::text AS units, value::text AS value FROM receipt_epochs
       WHERE root IS NOT NULL ORDER BY root, epoch`,
      [],
    );
    return rows.sort((a, b) => a.epoch - b.epoch).map((row) => ({ kind: "receipts", source: this.name, ...row }));
  }
}

export const ReceiptsReport = z.strictObject({ kind: z.literal("receipts") });

/** Tells ReceiptSource what was receipted by the end of an epoch. */
export function receiptsBuilder(): PayloadBuilder {
  return {
    parts: (observation) => (observation.kind === "receipts" ? 1 : 0),
    build: (observation) => Promise.resolve(observation.kind === "receipts" ? payloadOf(observation) : undefined),
  };
}

function payloadOf({ epoch, root, units, value }: Receipts): `0x${string}` {
  const closed = { epoch, root: root as `0x${string}`, units: BigInt(units), value: BigInt(value) };
  return receiptPayload(closed satisfies ClosedEpoch);
}
