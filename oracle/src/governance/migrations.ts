import type { Migration } from "../storage/Database.ts";

export const GOVERNANCE_MIGRATIONS: readonly Migration[] = [
  {
    id: "governance/1",
    sql: `
      CREATE TABLE governance_cursors (community text PRIMARY KEY, block int8 NOT NULL);
      CREATE TABLE governance_documents (
        community text NOT NULL,
        candidacy int8 NOT NULL,
        content text NOT NULL,
        uri text NOT NULL,
        clauses text NOT NULL,
        at int8 NOT NULL,
        PRIMARY KEY (community, candidacy)
      );
      CREATE TABLE governance_decisions (
        community text NOT NULL,
        block int8 NOT NULL,
        log int8 NOT NULL,
        candidacy int8 NOT NULL,
        what text NOT NULL CHECK (what IN ('enacted', 'lapsed')),
        at int8 NOT NULL,
        PRIMARY KEY (community, block, log)
      );
      CREATE TABLE governance_texts (content text PRIMARY KEY, text text NOT NULL);`,
  },
];
