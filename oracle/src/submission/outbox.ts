import type { Address, Hex } from "viem";
import type { Database, Migration, Queryable } from "../storage/Database.ts";

export const submissionMigrations: readonly Migration[] = [
  {
    id: "submission/1",
    sql: `
      -- planned → signed → broadcast → mined → final; or reverted, for good; cancelled, by hand; idle, had nothing left to do.
      CREATE TABLE transactions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        lane text NOT NULL,
        key text NOT NULL,
        target text NOT NULL,
        data text NOT NULL,
        gas bigint NOT NULL,
        idle_if_false boolean NOT NULL,
        state text NOT NULL DEFAULT 'planned',
        nonce bigint,
        attempts int NOT NULL DEFAULT 0,
        not_before bigint NOT NULL DEFAULT 0,
        error text,
        block bigint,
        planned_at bigint NOT NULL,
        UNIQUE (lane, key)
      );
      CREATE UNIQUE INDEX transactions_by_nonce ON transactions (lane, nonce);
      CREATE INDEX transactions_under_way ON transactions (lane, nonce) WHERE state IN ('signed', 'broadcast', 'mined');
      CREATE INDEX transactions_planned ON transactions (lane, id) WHERE state = 'planned';
      -- Everything that was signed under a transaction's nonce: any of it may be mined.
      CREATE TABLE broadcasts (
        hash text PRIMARY KEY,
        transaction_id bigint NOT NULL REFERENCES transactions,
        raw text NOT NULL,
        max_fee numeric NOT NULL,
        max_tip numeric NOT NULL,
        signed_at bigint NOT NULL
      );
      CREATE INDEX broadcasts_by_transaction ON broadcasts (transaction_id, signed_at);
    `,
  },
];

export type TransactionState =
  "planned" | "signed" | "broadcast" | "mined" | "final" | "reverted" | "cancelled" | "idle";

/** A call that is to be made once. */
export interface PlannedCall {
  /** Names it for ever: the same is not planned twice. */
  key: string;
  target: Address;
  data: Hex;
  /** The least gas to send along: a contract that catches its callee's failure makes a node's estimate too low. */
  gas: bigint;
  /** Whether a call that would return false has nothing left to do. */
  idleIfFalse: boolean;
}

export interface Row extends PlannedCall {
  id: bigint;
  state: TransactionState;
  nonce: bigint | null;
  attempts: number;
  error: string | null;
  block: bigint | null;
  plannedAt: bigint;
}

export interface Broadcast {
  hash: Hex;
  raw: Hex;
  maxFee: bigint;
  maxTip: bigint;
  signedAt: bigint;
}

const COLUMNS = `id, key, target, data, gas, idle_if_false AS "idleIfFalse", state, nonce, attempts, error, block,
  planned_at AS "plannedAt"`;

/** The transactions of one lane: of one key on one chain. */
export class Outbox {
  constructor(
    private readonly database: Database,
    readonly lane: string,
    private readonly clock: () => number,
  ) {}

  /** Plans a call; one that was reverted, or had nothing to do, is planned anew. */
  async plan({ key, target, data, gas, idleIfFalse }: PlannedCall): Promise<void> {
    await this.database.transaction(async (on) => {
      await this.#forget(on, "key = $2", key);
      await on.query(
        `INSERT INTO transactions AS t (lane, key, target, data, gas, idle_if_false, planned_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (lane, key) DO UPDATE SET data = excluded.data, state = 'planned', nonce = NULL,
         not_before = CASE WHEN t.state = 'planned' THEN t.not_before ELSE $7 + 60000 END
       WHERE t.state IN ('planned', 'reverted', 'idle')`,
        [this.lane, key, target, data, gas, idleIfFalse, this.clock()],
      );
    });
  }

  /** What was reverted stays so: a new try has nothing to do with what was signed before. */
  async #forget(on: Queryable, which: string, value: unknown): Promise<void> {
    await on.query(
      `DELETE FROM broadcasts WHERE transaction_id IN
         (SELECT id FROM transactions WHERE lane = $1 AND ${which} AND state = 'reverted')`,
      [this.lane, value],
    );
  }

  underWay(): Promise<Row[]> {
    return this.database.query<Row>(
      `SELECT ${COLUMNS} FROM transactions
       WHERE lane = $1 AND state IN ('signed', 'broadcast', 'mined') ORDER BY nonce`,
      [this.lane],
    );
  }

  /** Calls whose keys begin so and that may still be made, or undone. */
  unsettled(prefix: string): Promise<Row[]> {
    return this.database.query<Row>(
      `SELECT ${COLUMNS} FROM transactions
       WHERE lane = $1 AND starts_with(key, $2) AND state IN ('planned', 'signed', 'broadcast', 'mined') ORDER BY id`,
      [this.lane, prefix],
    );
  }

  /** What failed least often first, so that nothing that keeps failing is in the way. */
  async nextPlanned(): Promise<Row | undefined> {
    const [row] = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM transactions
       WHERE lane = $1 AND state = 'planned' AND not_before <= $2 ORDER BY attempts, id LIMIT 1`,
      [this.lane, this.clock()],
    );
    return row;
  }

  /** Nonces from one on that a transaction of ours has, or had. */
  async used(from: bigint): Promise<Set<bigint>> {
    const sql = "SELECT nonce FROM transactions WHERE lane = $1 AND nonce >= $2";
    const rows = await this.database.query<{ nonce: bigint }>(sql, [this.lane, from]);
    return new Set(rows.map(({ nonce }) => nonce));
  }

  /** The latest first. */
  async broadcasts(id: bigint): Promise<Broadcast[]> {
    const rows = await this.database.query<Omit<Broadcast, "maxFee" | "maxTip"> & { maxFee: string; maxTip: string }>(
      `SELECT hash, raw, max_fee AS "maxFee", max_tip AS "maxTip", signed_at AS "signedAt" FROM broadcasts
       WHERE transaction_id = $1 ORDER BY max_fee DESC, signed_at DESC`,
      [id],
    );
    return rows.map((row) => ({ ...row, maxFee: BigInt(row.maxFee), maxTip: BigInt(row.maxTip) }));
  }

  /**
   * Keeps what was signed, before anybody else gets to see it.
   * @returns whether it may be sent: not if it was called off meanwhile, or another worker has made something else of it
   */
  store(id: bigint, nonce: bigint, { hash, raw, maxFee, maxTip }: Omit<Broadcast, "signedAt">): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const rows = await transaction.query(
        `UPDATE transactions SET state = 'signed', nonce = $2, error = NULL
         WHERE id = $1 AND (state = 'planned' OR state IN ('signed', 'broadcast') AND nonce = $2) RETURNING id`,
        [id, nonce],
      );
      if (rows.length === 0) return false;
      await transaction.query("INSERT INTO broadcasts VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING", [
        hash,
        id,
        raw,
        maxFee,
        maxTip,
        this.clock(),
      ]);
      return true;
    });
  }

  /** Notes what has become of what was sent under a nonce, unless it was sent under another since. */
  async mark({ id, nonce }: Pick<Row, "id" | "nonce">, state: TransactionState, block?: bigint): Promise<void> {
    await this.database.query(
      "UPDATE transactions SET state = $3, block = $4, error = NULL WHERE id = $1 AND nonce = $2",
      [id, nonce, state, block ?? null],
    );
  }

  /** The nonce went to somebody else's transaction for good: ours starts over with another, if it has not yet. */
  async replan({ id, nonce }: Pick<Row, "id" | "nonce">): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const rows = await transaction.query(
        "UPDATE transactions SET state = 'planned', nonce = NULL WHERE id = $1 AND nonce = $2 RETURNING id",
        [id, nonce],
      );
      if (rows.length === 0) return;
      await transaction.query("DELETE FROM broadcasts WHERE transaction_id = $1", [id]);
    });
  }

  async fail(id: bigint, error: string): Promise<void> {
    await this.database.query("UPDATE transactions SET error = $2 WHERE id = $1", [id, error.slice(0, 500)]);
  }

  /** Tries again later, after twice as long each time, at most five minutes. */
  async postpone(id: bigint, error: string): Promise<void> {
    await this.database.query(
      `UPDATE transactions SET attempts = attempts + 1, error = $2,
         not_before = $3 + least(300000, 1000 * 2 ^ least(attempts, 10))::bigint
       WHERE id = $1`,
      [id, error.slice(0, 500), this.clock()],
    );
  }

  list(limit: number): Promise<Row[]> {
    return this.database.query<Row>(`SELECT ${COLUMNS} FROM transactions WHERE lane = $1 ORDER BY id DESC LIMIT $2`, [
      this.lane,
      limit,
    ]);
  }

  /** @returns whether there was one to try again now */
  async retry(id: bigint): Promise<boolean> {
    return this.database.transaction(async (on) => {
      await this.#forget(on, "id = $2", id);
      const rows = await on.query(
        `UPDATE transactions SET state = 'planned', not_before = 0, attempts = 0, nonce = NULL
         WHERE lane = $1 AND id = $2 AND state IN ('planned', 'reverted', 'cancelled') RETURNING id`,
        [this.lane, id],
      );
      return rows.length > 0;
    });
  }

  /** Takes back what is only planned. */
  async withdraw(key: string): Promise<void> {
    await this.database.query(
      "UPDATE transactions SET state = 'idle' WHERE lane = $1 AND key = $2 AND state = 'planned'",
      [this.lane, key],
    );
  }

  /** @returns whether it was still only planned: what has been signed may be mined whatever we want */
  async cancel(id: bigint): Promise<boolean> {
    const rows = await this.database.query(
      "UPDATE transactions SET state = 'cancelled' WHERE lane = $1 AND id = $2 AND state = 'planned' RETURNING id",
      [this.lane, id],
    );
    return rows.length > 0;
  }
}
