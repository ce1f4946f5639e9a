import type { Queryable } from "../storage/Database.ts";

/** One way in which a payment was told: what may not change of it names it, the rest of it only grows. */
export interface Version {
  /** Of the payment. */
  id: string;
  party: string;
  asset: string;
  scale: number;
  /** Of the sources that told it, the place of the one that is believed first: 0 comes before all others. */
  rank: number;
  /** When it was so by that one's own reckoning, the earliest; seconds since 1970. */
  toldAt: number;
  amount: bigint;
  refunded: bigint;
  /** In which it became final; undefined as long as it is not. */
  epoch: number | undefined;
}

/**
 * Which of two versions of one payment counts: that of the source that is believed first, of its versions the earliest, of those of
 * one second the first by its text. It depends on what was told alone, never on what was heard first, so that operators who have
 * heard the same by an epoch's closing agree. What a closed epoch has counted stays, whatever is told later.
 */
function preferred(a: Version, b: Version): Version {
  const order = a.rank - b.rank || a.toldAt - b.toldAt || compareText(nameOf(a), nameOf(b));
  return order <= 0 ? a : b;
}

/** By code units: what a database makes of it depends on where it was set up. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Names a version with all that may not change of it. */
function nameOf({ id, party, asset, scale }: Pick<Version, "id" | "party" | "asset" | "scale">): string {
  return JSON.stringify([id, party, asset, scale]);
}

/** One of each version, though it be told several times. */
export function merge(versions: Iterable<Version>): Version[] {
  const merged = new Map<string, Version>();
  for (const version of versions) {
    const name = nameOf(version);
    const known = merged.get(name);
    merged.set(name, known === undefined ? version : join(known, version));
  }
  return [...merged.values()];
}

function join(a: Version, b: Version): Version {
  const { rank, toldAt } = preferred(a, b);
  return {
    ...a,
    rank,
    toldAt,
    amount: a.amount > b.amount ? a.amount : b.amount,
    refunded: a.refunded > b.refunded ? a.refunded : b.refunded,
    epoch: a.epoch === undefined || b.epoch === undefined ? (a.epoch ?? b.epoch) : Math.min(a.epoch, b.epoch),
  };
}

const COLUMNS = "id, party, asset, scale, rank, told_at, amount, refunded, epoch";
const GIVEN = `unnest($1::text[], $2::text[], $3::text[], $4::int2[], $5::int2[], $6::int8[], $7::numeric[], $8::numeric[],
                      $9::int4[])`;

/** In the order of COLUMNS. No epoch that is closed takes anything in. */
function parametersOf(versions: readonly Version[], open: number): unknown[] {
  return [
    versions.map(({ id }) => id),
    versions.map(({ party }) => party),
    versions.map(({ asset }) => asset),
    versions.map(({ scale }) => scale),
    versions.map(({ rank }) => rank),
    versions.map(({ toldAt }) => toldAt),
    versions.map(({ amount }) => String(amount)),
    versions.map(({ refunded }) => String(refunded)),
    versions.map(({ epoch }) => (epoch === undefined ? null : Math.max(epoch, open))),
  ];
}

/** Hands back how many, not which: nearly always it is all of them, and a month has a million ids. */
const UPSERT = `
  WITH recorded AS (INSERT INTO receipt_payments AS p (${COLUMNS}) SELECT * FROM ${GIVEN}
  ON CONFLICT (id) DO UPDATE SET
    rank = least(p.rank, excluded.rank),
    told_at = CASE WHEN (excluded.rank, excluded.told_at) < (p.rank, p.told_at) THEN excluded.told_at ELSE p.told_at END,
    amount = greatest(p.amount, excluded.amount),
    refunded = greatest(p.refunded, excluded.refunded),
    carried = CASE WHEN p.epoch < $10 THEN p.amount - p.refunded ELSE p.carried END,
    counted = p.counted OR coalesce(p.epoch < $10, false),
    epoch = CASE
      WHEN NOT p.counted AND coalesce(p.epoch >= $10, true) THEN least(p.epoch, excluded.epoch)
      WHEN p.epoch < $10 AND (excluded.amount > p.amount OR excluded.refunded > p.refunded) THEN $10
      ELSE p.epoch END
  WHERE p.party = excluded.party AND p.asset = excluded.asset AND p.scale = excluded.scale
  RETURNING 1) SELECT count(*)::int AS count FROM recorded`;

/**
 * Adds to what is known of payments; at most one version of each.
 * @returns how many are known as nothing else
 */
export async function upsertPayments(
  transaction: Queryable,
  versions: readonly Version[],
  open: number,
): Promise<number> {
  if (versions.length === 0) return 0;
  const [row] = await transaction.query<{ count: number }>(UPSERT, [...parametersOf(versions, open), open]);
  return row?.count ?? 0;
}

/** @returns those whose payment is known as something else */
export async function toldOtherwise(transaction: Queryable, versions: readonly Version[]): Promise<Version[]> {
  const known = await transaction.query<Pick<Version, "id" | "party" | "asset" | "scale">>(
    "SELECT id, party, asset, scale FROM receipt_payments WHERE id = ANY($1)",
    [versions.map(({ id }) => id)],
  );
  const names = new Set(known.map(nameOf));
  return versions.filter((version) => !names.has(nameOf(version)));
}

interface Row extends Pick<Version, "id" | "party" | "asset" | "scale" | "rank"> {
  told_at: bigint;
  amount: string;
  refunded: string;
  epoch: number | null;
  /** Whether a closed epoch has counted it. */
  counted: boolean;
}

/**
 * Has payments that are told in several ways count in the one that is preferred, and sets the others aside: as evidence, and since
 * one of them may be preferred yet.
 * @returns of how many payments something is set aside
 */
export async function settleRivals(transaction: Queryable, told: readonly Version[], open: number): Promise<number> {
  if (told.length === 0) return 0;
  const ids = [...new Set(told.map(({ id }) => id))];
  const known = await transaction.query<Row>(
    `SELECT ${COLUMNS}, counted OR coalesce(epoch < $2, false) AS counted FROM receipt_payments WHERE id = ANY($1)`,
    [ids, open],
  );
  const aside = await transaction.query<Row>(
    `SELECT ${COLUMNS}, false AS counted FROM receipt_conflicts WHERE id = ANY($1)`,
    [ids],
  );
  const all = Map.groupBy(merge([...[...known, ...aside].map(toVersion), ...told]), ({ id }) => id);
  const standing = new Map(known.map((row) => [row.id, row]));
  const chosen: Version[] = [];
  const others: Version[] = [];
  for (const [id, versions] of all) {
    const row = standing.get(id);
    const isChosen = row?.counted === true ? isVersion(row) : isVersion(versions.reduce(preferred));
    chosen.push(...versions.filter(isChosen));
    others.push(...versions.filter((version) => !isChosen(version)));
  }
  const isReplaced = (version: Version): boolean => !isVersion(standing.get(version.id) ?? version)(version);
  await transaction.query("DELETE FROM receipt_payments WHERE id = ANY($1)", [
    chosen.filter(isReplaced).map(({ id }) => id),
  ]);
  await upsertPayments(transaction, chosen, open);
  await transaction.query("DELETE FROM receipt_conflicts WHERE id = ANY($1)", [ids]);
  await transaction.query(
    `INSERT INTO receipt_conflicts (${COLUMNS}) SELECT * FROM ${GIVEN}`,
    parametersOf(others, open),
  );
  return new Set(others.map(({ id }) => id)).size;
}

function isVersion(one: Pick<Version, "id" | "party" | "asset" | "scale">): (version: Version) => boolean {
  const name = nameOf(one);
  return (version) => nameOf(version) === name;
}

function toVersion({ id, party, asset, scale, rank, told_at: toldAt, amount, refunded, epoch }: Row): Version {
  const numbers = { toldAt: Number(toldAt), amount: BigInt(amount), refunded: BigInt(refunded) };
  return { id, party, asset, scale, rank, ...numbers, epoch: epoch ?? undefined };
}
