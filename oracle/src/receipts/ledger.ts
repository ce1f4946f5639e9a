import type { IdentityLink, Payment } from "../observation.ts";
import type { Database, Queryable } from "../storage/Database.ts";
import { merge, settleRivals, toldOtherwise, upsertPayments, type Version } from "./versions.ts";

export interface EpochTerms {
  /** Seconds since 1970. */
  genesisAt: number;
  /** Seconds, as ReceiptSource has it. */
  epochLength: number;
  /** Whose weight a payment is: who paid it, or into whose wallet it went. */
  credit: "payer" | "recipient";
  /** The sources of payments, the one that is believed first: the same at every operator. */
  payments: readonly string[];
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
 * Records what payments have come to. In any order, any pieces and any number of times: an amount only grows, and a final payment
 * stays so. Each counts in the epoch in which it became final; if that is closed already, in the next, with what is new alone.
 * What is told of a known address with another asset, scale or party stops nobody: see {@link preferred}.
 * @returns how many payments among these have been told in more than one way so far
 */
export async function recordPayments(
  database: Database,
  terms: EpochTerms,
  payments: readonly Payment[],
): Promise<number> {
  const versions = payments.flatMap((payment) => toVersion(terms, payment) ?? []);
  if (versions.length === 0) return 0;
  // Nearly all are told once, and are written as they are.
  const [once, again] = partition(versions);
  const [same, rivals] = partition(merge(again));
  const alone = [...once, ...same];
  return database.transaction(async (transaction) => {
    await lockReceipts(transaction);
    const open = await openEpoch(transaction);
    const recorded = await upsertPayments(transaction, alone, open);
    const others = recorded < alone.length ? await toldOtherwise(transaction, alone) : [];
    return settleRivals(transaction, [...rivals, ...others], open);
  });
}

/** Those whose payment has no other here, and those that have. */
function partition(versions: readonly Version[]): [Version[], Version[]] {
  const [seen, doubled] = [new Set<string>(), new Set<string>()];
  for (const { id } of versions) (seen.has(id) ? doubled : seen).add(id);
  if (doubled.size === 0) return [[...versions], []];
  return [versions.filter(({ id }) => !doubled.has(id)), versions.filter(({ id }) => doubled.has(id))];
}

function toVersion({ genesisAt, epochLength, credit, payments }: EpochTerms, payment: Payment): Version | undefined {
  const party = credit === "payer" ? payment.payer : payment.recipient;
  if (party === undefined) return undefined;
  const { paymentId: id, source, asset, scale, observedAt } = payment;
  const place = payments.indexOf(source);
  return {
    id,
    party: /^0x[0-9a-fA-F]{40}$/.test(party) ? party.toLowerCase() : party,
    asset,
    scale,
    rank: place === -1 ? payments.length : place,
    toldAt: observedAt,
    amount: BigInt(payment.cumulativeAmount),
    refunded: BigInt(payment.refunded ?? 0),
    epoch: payment.final ? Math.max(0, Math.floor((observedAt - genesisAt) / epochLength)) : undefined,
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
