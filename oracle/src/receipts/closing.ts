import { encodeAbiParameters } from "viem";
import { OracleError } from "../errors.ts";
import type { Database, Queryable } from "../storage/Database.ts";
import { type EpochTerms, lockReceipts, openEpoch } from "./ledger.ts";
import { type RatesConfig, rateAt } from "./rates.ts";
import { type Leaf, storeTree } from "./tree.ts";
import { type Decay, unitsDown } from "./units.ts";

export interface ClosingTerms extends EpochTerms {
  /** Seconds; 0 = weight never decays. */
  halfLife: number;
  /** How much more value a root may hold than the one before, as ReceiptSource has it. */
  mostValue: bigint;
  rates: RatesConfig;
}

export interface ClosedEpoch {
  epoch: number;
  /** Undefined as long as nobody has been receipted anything. */
  root: `0x${string}` | undefined;
  units: bigint;
  value: bigint;
}

interface Due {
  party: string;
  account: string;
  units: bigint;
  value: bigint;
}

/** A party that is an account already needs no link. */
const ACCOUNT = "^0x[0-9a-f]{40}$";
/** Rows that are worked on at once. */
const BATCH = 5_000;

/**
 * Closes the next epoch: what became final in it is valued at its end, given to whoever its parties are on the chain by then, and
 * put under one root. What an account has never falls. The same payments, links and terms give the same root anywhere.
 *
 * Call it once the epoch is over and every source has been heard since.
 * @param heard the last observation that was recorded before: those after it came too late for this epoch
 */
export async function closeEpoch(database: Database, terms: ClosingTerms, heard?: bigint): Promise<ClosedEpoch> {
  return database.transaction(async (transaction) => {
    await lockReceipts(transaction);
    const epoch = await openEpoch(transaction);
    const endsAt = epochEndsAt(terms, epoch);
    await valueParties(transaction, terms, epoch, endsAt);
    await creditAccounts(transaction, terms, endsAt);
    return storeEpoch(transaction, epoch, heard);
  });
}

/** Assets of payments that the open epoch cannot be closed without a rate for. */
export async function assetsWithoutRate(
  database: Queryable,
  terms: EpochTerms & { rates: RatesConfig },
): Promise<string[]> {
  const epoch = await openEpoch(database);
  const rows = await database.query<{ asset: string }>(
    "SELECT DISTINCT asset FROM receipt_payments WHERE epoch = $1 ORDER BY asset",
    [epoch],
  );
  const endsAt = epochEndsAt(terms, epoch);
  return rows.map(({ asset }) => asset).filter((asset) => rateAt(terms.rates, asset, endsAt) === undefined);
}

/** Seconds since 1970, as ReceiptSource reckons it. */
export function epochEndsAt({ genesisAt, epochLength }: EpochTerms, epoch: number): number {
  return genesisAt + (epoch + 1) * epochLength;
}

/** What a report to ReceiptSource carries. */
export function receiptPayload({ epoch, root, units, value }: ClosedEpoch & { root: `0x${string}` }): `0x${string}` {
  const types = [{ type: "uint32" }, { type: "bytes32" }, { type: "uint96" }, { type: "uint64" }] as const;
  return encodeAbiParameters(types, [epoch, root, units, value]);
}

/** Amounts are added up before they are valued: what a micropayment is too small for is not lost a million times. */
async function valueParties(database: Queryable, terms: ClosingTerms, epoch: number, endsAt: number): Promise<void> {
  const sums = await database.query<{ party: string; asset: string; scale: number; sum: string }>(
    `SELECT party, asset, scale, sum(amount - refunded - carried)::text AS sum FROM receipt_payments
     WHERE epoch = $1 GROUP BY party, asset, scale`,
    [epoch],
  );
  const values = new Map<string, bigint>();
  for (const { party, asset, scale, sum } of sums) {
    const rate = rateAt(terms.rates, asset, endsAt);
    if (rate === undefined) {
      throw new OracleError(
        `There is no rate for ${asset} at the end of epoch ${epoch}`,
        "Add it to receipts.rates, at every operator.",
      );
    }
    values.set(party, (values.get(party) ?? 0n) + floorDivide(BigInt(sum) * rate, 10n ** BigInt(scale)));
  }
  const decay: Decay = terms;
  const entries = [...values].filter(([, value]) => value !== 0n);
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch = entries.slice(from, from + BATCH);
    const units = batch.map(([, value]) =>
      value < 0n ? -unitsDown(-value, endsAt, decay) : unitsDown(value, endsAt, decay),
    );
    await database.query(
      `INSERT INTO receipt_pending AS p (party, units, value) SELECT * FROM unnest($1::text[], $2::numeric[], $3::numeric[])
       ON CONFLICT (party) DO UPDATE SET units = p.units + excluded.units, value = p.value + excluded.value`,
      [batch.map(([party]) => party), units.map(String), batch.map(([, value]) => String(value))],
    );
  }
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a < 0n ? -((-a + b - 1n) / b) : a / b;
}

/** Gives accounts what waits for them, up to the most that a root may add; the rest, by account, waits for the next. */
async function creditAccounts(database: Queryable, terms: ClosingTerms, endsAt: number): Promise<void> {
  const rows = await database.query<{ party: string; account: string; units: string; value: string }>(
    `SELECT p.party, w.account, p.units::text AS units, p.value::text AS value FROM receipt_pending p
     LEFT JOIN LATERAL (SELECT account FROM receipt_links WHERE party = p.party AND observed_at <= $1
                        ORDER BY observed_at DESC LIMIT 1) l ON true
     CROSS JOIN LATERAL (SELECT CASE WHEN p.party ~ $2 THEN p.party ELSE l.account END AS account) w
     WHERE w.account IS NOT NULL AND p.value > 0 AND p.units >= 0 ORDER BY w.account COLLATE "C", p.party COLLATE "C"`,
    [endsAt, ACCOUNT],
  );
  let room = terms.mostValue;
  const dues: Due[] = [];
  for (const { party, account, units, value } of rows) {
    if (room === 0n) break;
    const due = { party, account, units: BigInt(units), value: BigInt(value) };
    const part = due.value <= room ? due : { ...due, units: (due.units * room) / due.value, value: room };
    dues.push(part);
    room -= part.value;
  }
  for (let from = 0; from < dues.length; from += BATCH) await credit(database, dues.slice(from, from + BATCH));
}

async function credit(database: Queryable, dues: readonly Due[]): Promise<void> {
  const [units, values] = [dues.map((due) => String(due.units)), dues.map((due) => String(due.value))];
  await database.query(
    `UPDATE receipt_pending p SET units = p.units - d.units, value = p.value - d.value
     FROM unnest($1::text[], $2::numeric[], $3::numeric[]) AS d (party, units, value) WHERE p.party = d.party`,
    [dues.map(({ party }) => party), units, values],
  );
  await database.query(
    `INSERT INTO receipt_accounts AS a (account, units, value)
     SELECT account, sum(units), sum(value) FROM unnest($1::text[], $2::numeric[], $3::numeric[]) AS d (account, units, value)
     GROUP BY account
     ON CONFLICT (account) DO UPDATE SET units = a.units + excluded.units, value = a.value + excluded.value`,
    [dues.map(({ account }) => account), units, values],
  );
}

async function storeEpoch(database: Queryable, epoch: number, heard: bigint | undefined): Promise<ClosedEpoch> {
  await database.query("DELETE FROM receipt_pending WHERE value = 0 AND units = 0", []);
  const rows = await database.query<{ account: string; units: string; value: string }>(
    'SELECT account, units::text AS units, value::text AS value FROM receipt_accounts ORDER BY account COLLATE "C"',
    [],
  );
  const leaves: Leaf[] = rows.map(({ account, units, value }) => ({
    account,
    units: BigInt(units),
    value: BigInt(value),
  }));
  const root = leaves.length === 0 ? undefined : await storeTree(database, epoch, leaves);
  const units = leaves.reduce((sum, leaf) => sum + leaf.units, 0n);
  const value = leaves.reduce((sum, leaf) => sum + leaf.value, 0n);
  await database.query("INSERT INTO receipt_epochs (epoch, root, units, value, heard) VALUES ($1, $2, $3, $4, $5)", [
    epoch,
    root ?? null,
    String(units),
    String(value),
    heard ?? null,
  ]);
  return { epoch, root, units, value };
}

/** Says that an epoch's root is on the chain for good: proofs are served against it, and those before are forgotten. */
export async function publishEpoch(database: Database, epoch: number): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query("UPDATE receipt_epochs SET published = true WHERE epoch = $1", [epoch]);
    await transaction.query("DELETE FROM receipt_leaves WHERE epoch < $1", [epoch]);
    await transaction.query("DELETE FROM receipt_nodes WHERE epoch < $1", [epoch]);
  });
}
