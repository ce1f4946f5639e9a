import { createHash } from "node:crypto";
import { OracleError } from "../errors.ts";
import type { Database, Migration, Queryable } from "../storage/Database.ts";

/**
 * What leaves. A delivery is written in the transaction of what causes it, so neither is there without the other, and is tried until
 * somebody takes it. Nobody can know whether a request that was cut off arrived: each delivery is made at least once, always under
 * the same id, by which the other side knows it again.
 */
export const OUTBOUND_MIGRATIONS: readonly Migration[] = [
  {
    id: "outbound/1",
    sql: `
      CREATE TABLE deliveries (
        id text PRIMARY KEY,
        place int8 GENERATED ALWAYS AS IDENTITY,
        target text NOT NULL,
        lane text NOT NULL,
        payload text NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead', 'cancelled')),
        attempts int NOT NULL DEFAULT 0,
        created_at int8 NOT NULL,
        due_at int8 NOT NULL,
        claimed_until int8 NOT NULL DEFAULT 0,
        done_at int8,
        last_error text
      );
      CREATE INDEX deliveries_due ON deliveries (due_at) WHERE state = 'waiting';
      CREATE INDEX deliveries_lane ON deliveries (lane, place) WHERE state = 'waiting';
      CREATE TABLE outbound_cursors (name text PRIMARY KEY, block int8 NOT NULL);`,
  },
];

const STATES = ["waiting", "delivered", "dead", "cancelled"] as const;

/** Dead: tried too often. It waits for somebody to retry or cancel it. */
export type DeliveryState = (typeof STATES)[number];

export interface NewDelivery {
  /** Name of a target of the configuration. */
  target: string;
  /** Names what causes it, the same for every operator and every attempt: delivered once, however often it is enqueued. */
  key: string;
  /** Deliveries of a lane leave one after the other, in the order in which they were enqueued. Default: in any order. */
  lane?: string;
  /** JSON; what it has to hold, the target says. */
  payload: unknown;
}

export interface Delivery {
  id: string;
  target: string;
  /** The very text that was enqueued, so that every attempt sends the same bytes. */
  payload: string;
  state: DeliveryState;
  /** Counted from 1, this one included. */
  attempts: number;
  /** Milliseconds since 1970, as all times here. */
  createdAt: number;
  dueAt: number;
  lastError: string | undefined;
}

interface Row {
  id: string;
  target: string;
  payload: string;
  state: DeliveryState;
  attempts: number;
  created_at: bigint;
  due_at: bigint;
  last_error: string | null;
}

const COLUMNS = "id, target, payload, state, attempts, created_at, due_at, last_error";

/** How a delivery is known on either side. At most 32 letters and digits: some keep no more. */
export function deliveryId(target: string, key: string): string {
  return createHash("sha256")
    .update(JSON.stringify([target, key]))
    .digest("hex")
    .slice(0, 32);
}

/**
 * Writes down what is to leave, in the transaction of what causes it.
 * @returns its id
 */
export async function enqueue(transaction: Queryable, delivery: NewDelivery, now: number): Promise<string> {
  const id = deliveryId(delivery.target, delivery.key);
  await transaction.query(
    `INSERT INTO deliveries (id, target, lane, payload, created_at, due_at) VALUES ($1, $2, $3, $4, $5, $5)
     ON CONFLICT (id) DO NOTHING`,
    [id, delivery.target, delivery.lane ?? id, JSON.stringify(delivery.payload), now],
  );
  return id;
}

/** Takes what is due for a time, in which nobody else will take it. Whoever is killed meanwhile lets go of it by that time. */
export async function claimDeliveries(
  database: Database,
  now: number,
  until: number,
  most: number,
): Promise<Delivery[]> {
  const rows = await database.query<Row>(
    `UPDATE deliveries SET attempts = attempts + 1, claimed_until = $2
     WHERE id IN (
       SELECT id FROM deliveries AS one
       WHERE state = 'waiting' AND due_at <= $1 AND claimed_until <= $1 AND NOT EXISTS (
         SELECT 1 FROM deliveries AS before
         WHERE before.state = 'waiting' AND before.lane = one.lane AND before.place < one.place
       )
       ORDER BY due_at, place LIMIT $3 FOR UPDATE SKIP LOCKED
     )
     RETURNING ${COLUMNS}`,
    [now, until, most],
  );
  return rows.map(toDelivery);
}

/** Whoever lost their claim meanwhile, or whose delivery was cancelled, changes nothing any more. */
export async function settleDelivery(
  database: Queryable,
  { id, attempts }: Delivery,
  to: { state: "delivered" | "dead" | "waiting"; now: number; dueAt?: number; error?: string },
): Promise<void> {
  await database.query(
    `UPDATE deliveries SET state = $3, claimed_until = 0, due_at = coalesce($4::int8, due_at), last_error = $5,
       done_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE $6::int8 END
     WHERE id = $1 AND attempts = $2 AND state = 'waiting'`,
    [id, attempts, to.state, to.dueAt ?? null, to.error ?? null, to.now],
  );
}

/** The newest first. */
export async function listDeliveries(
  database: Queryable,
  { state, most = 100 }: { state?: DeliveryState; most?: number } = {},
): Promise<Delivery[]> {
  const rows = await database.query<Row>(
    `SELECT ${COLUMNS} FROM deliveries WHERE $1::text IS NULL OR state = $1 ORDER BY place DESC LIMIT $2`,
    [state ?? null, most],
  );
  return rows.map(toDelivery);
}

/**
 * Has a dead, cancelled or waiting delivery tried anew, at once.
 * @throws OracleError if there is none, or it was delivered
 */
export async function retryDelivery(database: Queryable, id: string, now: number): Promise<void> {
  const changed = await database.query(
    `UPDATE deliveries SET state = 'waiting', attempts = 0, due_at = $2, claimed_until = 0, done_at = NULL
     WHERE id = $1 AND state <> 'delivered' RETURNING id`,
    [id, now],
  );
  if (changed.length === 0) await refuseChange(database, id);
}

/**
 * Gives a delivery up. One that is under way may still arrive.
 * @throws OracleError if there is none, or it was delivered
 */
export async function cancelDelivery(database: Queryable, id: string, now: number): Promise<void> {
  const changed = await database.query(
    "UPDATE deliveries SET state = 'cancelled', done_at = $2 WHERE id = $1 AND state <> 'delivered' RETURNING id",
    [id, now],
  );
  if (changed.length === 0) await refuseChange(database, id);
}

/** How many there are in each state, and since when the oldest waits (milliseconds since 1970; undefined: none does). */
export async function countDeliveries(
  database: Queryable,
): Promise<{ counts: Record<DeliveryState, number>; oldestWaiting: number | undefined }> {
  const rows = await database.query<{ state: DeliveryState; many: number; since: bigint }>(
    "SELECT state, count(*)::int4 AS many, min(created_at) AS since FROM deliveries GROUP BY state",
  );
  const of = (state: DeliveryState) => rows.find((row) => row.state === state);
  const counts = Object.fromEntries(STATES.map((state) => [state, of(state)?.many ?? 0]));
  const since = of("waiting")?.since;
  return {
    counts: counts as Record<DeliveryState, number>,
    oldestWaiting: since === undefined ? since : Number(since),
  };
}

async function refuseChange(database: Queryable, id: string): Promise<never> {
  const [known] = await database.query("SELECT 1 FROM deliveries WHERE id = $1", [id]);
  throw known === undefined
    ? new OracleError(`There is no delivery ${id}`, "`perdure-oracle outbox ls` lists them.")
    : new OracleError(`Delivery ${id} was made already`, "What has arrived can neither be called back nor repeated.");
}

function toDelivery({ id, target, payload, state, attempts, created_at, due_at, last_error }: Row): Delivery {
  return {
    id,
    target,
    payload,
    state,
    attempts,
    createdAt: Number(created_at),
    dueAt: Number(due_at),
    lastError: last_error ?? undefined,
  };
}
