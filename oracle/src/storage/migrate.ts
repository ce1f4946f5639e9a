import { createHash } from "node:crypto";
import { OracleError } from "../errors.ts";
import type { Database, Migration, Queryable } from "./Database.ts";

/** Only one worker at a time changes the schema; the number is ours alone. */
const LOCK = 4_237_001;

/**
 * Applies what has not been applied yet, in the order given, each in a transaction of its own.
 * @throws OracleError if a migration reads otherwise than when it was applied
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    await transaction.query(
      `CREATE TABLE IF NOT EXISTS migrations (
         id text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
       )`,
    );
  });
  for (const migration of migrations) {
    await database.transaction((transaction) => apply(transaction, migration));
  }
}

async function apply(transaction: Queryable, { id, sql }: Migration): Promise<void> {
  await transaction.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
  const hash = createHash("sha256").update(sql).digest("hex");
  const [applied] = await transaction.query<{ hash: string }>("SELECT hash FROM migrations WHERE id = $1", [id]);
  if (applied === undefined) {
    await transaction.query(sql);
    await transaction.query("INSERT INTO migrations (id, hash) VALUES ($1, $2)", [id, hash]);
  } else if (applied.hash !== hash) {
    throw new OracleError(
      `The migration ${id} is not the one that was applied to this database`,
      "Run the version that made the database, or a later one: released migrations never change.",
    );
  }
}
