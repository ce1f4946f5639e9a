import type { IdentityLink, Payment } from "../observation.ts";
import type { Database, Queryable } from "../storage/Database.ts";

export interface EpochTerms {
  /** Seconds since 1970. */
  genesisAt: number;
  /** Seconds, as ReceiptSource has it. */
  epochLength: number;
  /** Whose weight a payment is: who paid it, or into whose wallet it went. */
  credit: "payer" | "recipient";
}

/** Closing and recording exclude each other; the number is ours alone. */
const RECEIPTS_LOCK = 4_237_002;

/** Within a transaction: nobody records while an epoch is closed, and the other way round. */
export async function lockReceipts(transaction: Queryable): Promise<void> {
  await transaction.query("SELECT pg_advisory_xact_lock($1)", [RECEIPTS_LOCK]);
}

/** The first epoch that has not been closed. */
export async function openEpoch(database: Queryable): Promise<number> {
  const [row] = await database.query<{ open: number }>(
    "SELECT coalesce(max(epoch) + 1, 0) AS open FROM receipt_epochs",
    [],
  );
  return row?.open ?? 0;
}

/**
 * Records what payments have come to. In any order and any number of times: an amount only grows, and a final payment stays so.
 * Each counts in the epoch in which it became final; if that is closed already, in the next, with what is new alone. What is told
 * of a known address with another asset, scale or party stops nobody: the first stays, the other is set aside as evidence.
 * @returns how many were set aside
 */
export async function recordPayments(
  database: Database,
  terms: EpochTerms,
  payments: readonly Payment[],
): Promise<number> {
  const [rows, others] = merge(terms, payments);
  if (rows.length === 0) return 0;
  return database.transaction(async (transaction) => {
    await lockReceipts(transaction);
    const open = await openEpoch(transaction);
    const recorded = new Set(await upsert(transaction, rows, open));
    if (recorded.size === rows.length && others.length === 0) return 0;
    const differing = [...rows.filter(({ id }) => !recorded.has(id)), ...others];
    const known = await tellingsOf(transaction, differing);
    await upsert(
      transaction,
      differing.filter((row) => known.has(telling(row))),
      open,
    );
    const conflicts = differing.filter((row) => !known.has(telling(row)));
    await setAside(transaction, conflicts);
    return conflicts.length;
  });
}

/** @returns the ids of those that were recorded */
async function upsert(transaction: Queryable, rows: readonly Row[], open: number): Promise<string[]> {
  const recorded = await transaction.query<{ id: string }>(UPSERT, [
    rows.map(({ id }) => id),
    rows.map(({ party }) => party),
    rows.map(({ asset }) => asset),
    rows.map(({ scale }) => scale),
    rows.map(({ amount }) => String(amount)),
    rows.map(({ refunded }) => String(refunded)),
    rows.map(({ epoch }) => (epoch === undefined ? null : Math.max(epoch, open))),
    open,
  ]);
  return recorded.map(({ id }) => id);
}

/** What payments are known as, of those that some are told of. */
async function tellingsOf(transaction: Queryable, rows: readonly Row[]): Promise<Set<string>> {
  const known = await transaction.query<Pick<Row, "id" | "party" | "asset" | "scale">>(
    "SELECT id, party, asset, scale FROM receipt_payments WHERE id = ANY($1)",
    [rows.map(({ id }) => id)],
  );
  return new Set(known.map(telling));
}

/** One a payment: whoever may tell it anew as often as they like fills no table, and the observations hold the rest. */
async function setAside(transaction: Queryable, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await transaction.query(
    `INSERT INTO receipt_conflicts (id, source, party, asset, scale, amount)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int2[], $6::numeric[])
     ON CONFLICT (id) DO NOTHING`,
    [
      rows.map(({ id }) => id),
      rows.map(({ source }) => source),
      rows.map(({ party }) => party),
      rows.map(({ asset }) => asset),
      rows.map(({ scale }) => scale),
      rows.map(({ amount }) => String(amount)),
    ],
  );
}

const UPSERT = `
  INSERT INTO receipt_payments AS p (id, party, asset, scale, amount, refunded, epoch)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int2[], $5::numeric[], $6::numeric[], $7::int4[])
  ON CONFLICT (id) DO UPDATE SET
    amount = greatest(p.amount, excluded.amount),
    refunded = greatest(p.refunded, excluded.refunded),
    carried = CASE WHEN p.epoch < $8 THEN p.amount - p.refunded ELSE p.carried END,
    epoch = CASE
      WHEN p.epoch IS NULL THEN excluded.epoch
      WHEN p.epoch < $8 AND (excluded.amount > p.amount OR excluded.refunded > p.refunded) THEN $8
      ELSE p.epoch END
  WHERE p.party = excluded.party AND p.asset = excluded.asset AND p.scale = excluded.scale
  RETURNING id`;

interface Row {
  id: string;
  source: string;
  party: string;
  asset: string;
  scale: number;
  amount: bigint;
  refunded: bigint;
  epoch: number | undefined;
}

/**
 * One row a payment, though it be told several times at once; those that are nobody's are left out.
 * @returns the first telling of each payment, and those that differ from it
 */
function merge(terms: EpochTerms, payments: readonly Payment[]): [Row[], Row[]] {
  const [firsts, others] = [new Map<string, Row>(), new Map<string, Row>()];
  for (const payment of payments) {
    const row = toRow(terms, payment);
    if (row === undefined) continue;
    const first = firsts.get(row.id);
    if (first === undefined) firsts.set(row.id, row);
    else if (isSame(first, row)) add(first, row);
    else {
      const other = others.get(telling(row));
      if (other === undefined) others.set(telling(row), row);
      else add(other, row);
    }
  }
  return [[...firsts.values()], [...others.values()]];
}

function isSame(a: Row, b: Row): boolean {
  return a.party === b.party && a.asset === b.asset && a.scale === b.scale;
}

function add(known: Row, row: Row): void {
  if (row.amount > known.amount) known.amount = row.amount;
  if (row.refunded > known.refunded) known.refunded = row.refunded;
  known.epoch ??= row.epoch;
}

/** Names a payment with all that may not change of it. */
function telling({ id, party, asset, scale }: Pick<Row, "id" | "party" | "asset" | "scale">): string {
  return JSON.stringify([id, party, asset, scale]);
}

function toRow({ genesisAt, epochLength, credit }: EpochTerms, payment: Payment): Row | undefined {
  const party = credit === "payer" ? payment.payer : payment.recipient;
  if (party === undefined) return undefined;
  return {
    id: payment.paymentId,
    source: payment.source,
    party: /^0x[0-9a-fA-F]{40}$/.test(party) ? party.toLowerCase() : party,
    asset: payment.asset,
    scale: payment.scale,
    amount: BigInt(payment.cumulativeAmount),
    refunded: BigInt(payment.refunded ?? 0),
    epoch: payment.final ? Math.max(0, Math.floor((payment.observedAt - genesisAt) / epochLength)) : undefined,
  };
}

/** How a payment names somebody of another source as its payer. */
export function partyOf({ source, subject }: Pick<IdentityLink, "source" | "subject">): string {
  return `${source}/${subject}`;
}

/**
 * Records who a party is on the chain from a time on; what it paid before waits for it, and is worth what it was worth then.
 * @param party as payments name it: {@link partyOf} a link, or a wallet. A party that is an account needs none
 */
export async function recordLink(
  database: Database,
  party: string,
  { account, revoked, observedAt }: Pick<IdentityLink, "account" | "revoked" | "observedAt">,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockReceipts(transaction);
    await transaction.query(
      `INSERT INTO receipt_links (party, observed_at, account) VALUES ($1, $2, $3)
       ON CONFLICT (party, observed_at) DO UPDATE SET account = excluded.account`,
      [party, observedAt, revoked ? null : account],
    );
  });
}
