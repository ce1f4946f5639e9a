/** What runs SQL: a database, or a transaction of one. Parameters are $1, $2, … as PostgreSQL numbers them. */
export interface Queryable {
  query<Row = unknown>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** PGlite in a folder of its own, or a PostgreSQL server: the same SQL runs on both. */
export interface Database extends Queryable {
  /** Runs `work` in one transaction, which holds if it returns and never happened if it throws. */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A step of the schema, applied once, in the order of the rooms' lists. */
export interface Migration {
  /** Unique for ever, as in `outbound/1`. */
  id: string;
  sql: string;
}
