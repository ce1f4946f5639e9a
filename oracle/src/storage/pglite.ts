import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PGlite, type Results, type Transaction, types } from "@electric-sql/pglite";
import { OracleError } from "../errors.ts";
import type { Database, Queryable } from "./Database.ts";

const BUSY = 5;

/**
 * Opens PGlite in a folder, which it makes if need be; without a folder in memory. One process at a time: two of them would
 * lose each other's data without a word.
 * @throws OracleError if another process has it open
 */
export async function openPglite(folder?: string): Promise<Database> {
  const unlock = folder === undefined ? () => {} : lock(resolve(folder));
  try {
    const dataDir = folder === undefined ? "memory://" : join(resolve(folder), "data");
    const parsers = { [types.INT8]: BigInt };
    const pglite = await PGlite.create({ dataDir, parsers, database: "postgres" });
    return wrap(pglite, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Node cannot lock files, but its SQLite does, on every platform. The lock is the kernel's: it goes with the process, even a
 * killed one.
 */
function lock(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(join(folder, "lock"), { timeout: 0 });
  try {
    file.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode !== BUSY) throw error;
    throw new OracleError(
      `${folder} is open in another process`,
      "Stop the other one, or give this one a folder of its own. Several workers share a PostgreSQL server instead.",
      { cause: error },
    );
  }
  return () => file.close();
}

function wrap(pglite: PGlite, unlock: () => void): Database {
  return {
    ...queryable(pglite),
    transaction: (work) => pglite.transaction((transaction) => work(queryable(transaction))),
    close: async () => {
      await pglite.close();
      unlock();
    },
  };
}

/** Without parameters the text may hold several statements, as with a server. */
function queryable(pglite: PGlite | Transaction): Queryable {
  return {
    async query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
      if (parameters !== undefined) return (await pglite.query<Row>(sql, [...parameters])).rows;
      const results: Results[] = await pglite.exec(sql);
      return (results.at(-1)?.rows ?? []) as Row[];
    },
  };
}
