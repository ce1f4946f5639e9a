import { type CustomTypesConfig, Pool, type PoolClient, type QueryResult, types as standard } from "pg";
import { OracleError } from "../errors.ts";
import type { Database, Queryable } from "./Database.ts";

/** So that both databases answer the same: `bigint` for int8, as PGlite was told. */
const types: CustomTypesConfig = {
  getTypeParser: (id, format) =>
    id === standard.builtins.INT8 ? (text: string) => BigInt(text) : (standard.getTypeParser(id, format) as never),
};

/**
 * Connects to a PostgreSQL server, which several workers may share.
 * @throws OracleError if it cannot be reached
 */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new Pool({ connectionString: url, types, connectionTimeoutMillis: 10_000, max: 8 });
  // A connection that breaks while nobody uses it is replaced; unheard, the event would end the process.
  pool.on("error", () => {});
  try {
    await pool.query("SELECT 1");
  } catch (error) {
    await pool.end();
    throw new OracleError(
      `The database does not answer: ${error instanceof Error ? error.message : String(error)}`,
      "Check storage.postgres, and that the server runs and lets this user in.",
      { cause: error },
    );
  }
  return { ...queryable(pool), transaction: (work) => transact(pool, work), close: () => pool.end() };
}

async function transact<T>(pool: Pool, work: (transaction: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(queryable(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    client.release(broken);
  }
}

function queryable(connection: Pool | PoolClient): Queryable {
  return {
    async query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
      const given = parameters === undefined ? undefined : [...parameters];
      // Several statements in one text have a result each; the last one's counts.
      const results = (await connection.query(sql, given)) as QueryResult | QueryResult[];
      const last = Array.isArray(results) ? results.at(-1) : results;
      return (last?.rows ?? []) as Row[];
    },
  };
}
