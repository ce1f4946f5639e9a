import type { Migration } from "../storage/Database.ts";

export const receiptMigrations: readonly Migration[] = [
  {
    id: "receipts/1",
    sql: `
      -- amount and refunded only grow. epoch: in which the payment counts, null until it is final. carried: what closed epochs counted.
      CREATE TABLE receipt_payments (
        id text PRIMARY KEY, party text NOT NULL, asset text NOT NULL, scale int2 NOT NULL,
        amount numeric(78) NOT NULL, refunded numeric(78) NOT NULL DEFAULT 0, carried numeric(79) NOT NULL DEFAULT 0,
        epoch int4
      );
      -- Who a party was on the chain, and from when.
      CREATE TABLE receipt_links (
        party text NOT NULL, observed_at int8 NOT NULL, account text, PRIMARY KEY (party, observed_at)
      );
      -- What closed epochs found for a party and no account has been given yet; below zero after a refund.
      CREATE TABLE receipt_pending (party text PRIMARY KEY, units numeric(40) NOT NULL, value numeric(40) NOT NULL);
      CREATE TABLE receipt_accounts (account text PRIMARY KEY, units numeric(40) NOT NULL, value numeric(40) NOT NULL);
      CREATE TABLE receipt_epochs (
        epoch int4 PRIMARY KEY, root text, units numeric(40) NOT NULL, value numeric(40) NOT NULL,
        published boolean NOT NULL DEFAULT false
      );
      CREATE TABLE receipt_leaves (
        epoch int4 NOT NULL, account text NOT NULL, node int4 NOT NULL, units numeric(40) NOT NULL,
        value numeric(40) NOT NULL, PRIMARY KEY (epoch, account)
      );
      -- The nodes of an epoch's tree, 32 bytes each, in pieces of 1,024.
      CREATE TABLE receipt_nodes (epoch int4 NOT NULL, piece int4 NOT NULL, nodes bytea NOT NULL, PRIMARY KEY (epoch, piece));
    `,
  },
  {
    id: "receipts/2",
    sql: `
      -- What was told of a payment that was known with another party, asset or scale; the first of each, as evidence.
      CREATE TABLE receipt_conflicts (
        id text PRIMARY KEY, source text NOT NULL, party text NOT NULL, asset text NOT NULL, scale int2 NOT NULL,
        amount numeric(78) NOT NULL
      );
    `,
  },
  {
    id: "receipts/3",
    sql: `
      -- A payment that is told in several ways counts in one of them: by the place of its source, when that one says it was so, and
      -- the text. What was known before this was, counted as first heard and stays. counted: by an epoch that is closed.
      ALTER TABLE receipt_payments ADD COLUMN rank int2 NOT NULL DEFAULT 0,
        ADD COLUMN told_at int8 NOT NULL DEFAULT 0, ADD COLUMN counted boolean NOT NULL DEFAULT false;
      -- The other ways, all of them, as evidence: one may be preferred yet.
      DROP TABLE receipt_conflicts;
      CREATE TABLE receipt_conflicts (
        id text NOT NULL, party text NOT NULL, asset text NOT NULL, scale int2 NOT NULL,
        rank int2 NOT NULL, told_at int8 NOT NULL, amount numeric(78) NOT NULL, refunded numeric(78) NOT NULL, epoch int4,
        PRIMARY KEY (id, party, asset, scale)
      );
    `,
  },
  {
    id: "receipts/4",
    sql: `
      -- The last observation that was recorded before the epoch was closed; null if nobody wrote it down.
      ALTER TABLE receipt_epochs ADD COLUMN heard bigint;
    `,
  },
];
