import type { Migration } from "../storage/Database.ts";

export const quorumMigrations: readonly Migration[] = [
  {
    id: "quorum/1",
    sql: `
      -- open: may still come in. accepted: the chain has it, but may forget it. final, dead: that does not change again.
      CREATE TABLE proposals (
        digest text PRIMARY KEY,
        feed text NOT NULL,
        sequence bigint NOT NULL,
        observed_at bigint NOT NULL,
        expires_at bigint NOT NULL,
        source text NOT NULL,
        key text NOT NULL,
        part int NOT NULL,
        content_hash text NOT NULL,
        body text NOT NULL,
        state text NOT NULL DEFAULT 'open'
      );
      CREATE INDEX proposals_by_sequence ON proposals (feed, sequence);
      CREATE INDEX proposals_by_subject ON proposals (feed, source, key, part);
      CREATE INDEX proposals_unsettled ON proposals (feed, sequence) WHERE state IN ('open', 'accepted');
      CREATE TABLE signatures (
        digest text NOT NULL REFERENCES proposals,
        signer text NOT NULL,
        signature text NOT NULL,
        PRIMARY KEY (digest, signer)
      );
      -- Two reports of one sequence, signed by the same operator, that could have come in at the same time.
      CREATE TABLE equivocations (
        feed text NOT NULL,
        sequence bigint NOT NULL,
        signer text NOT NULL,
        first text NOT NULL REFERENCES proposals,
        second text NOT NULL REFERENCES proposals,
        found_at bigint NOT NULL,
        PRIMARY KEY (first, second, signer)
      );
      -- Up to which block all that came in is known for good.
      CREATE TABLE feeds (feed text PRIMARY KEY, scanned bigint NOT NULL, final_sequence bigint NOT NULL);
      -- Reports that came in and that nobody could tell us more of.
      CREATE TABLE strangers (
        digest text PRIMARY KEY, feed text NOT NULL, sequence bigint NOT NULL, block bigint NOT NULL,
        transaction_hash text NOT NULL, delivered boolean NOT NULL
      );
    `,
  },
  {
    id: "quorum/2",
    sql: `
      -- What came in last as far as the states of proposals tell: the chain may be further on already.
      ALTER TABLE feeds ADD COLUMN sequence bigint NOT NULL DEFAULT 0;
    `,
  },
  {
    id: "quorum/3",
    sql: `
      -- What each report tells: one thing, or several.
      CREATE TABLE proposal_items (
        digest text NOT NULL REFERENCES proposals,
        feed text NOT NULL,
        source text NOT NULL,
        key text NOT NULL,
        part int NOT NULL,
        content_hash text NOT NULL,
        PRIMARY KEY (digest, source, key, part)
      );
      CREATE INDEX proposal_items_by_thing ON proposal_items (feed, source, key, part);
      INSERT INTO proposal_items SELECT digest, feed, source, key, part, content_hash FROM proposals;
      UPDATE proposals SET body = jsonb_build_object(
        'report', body::jsonb -> 'report',
        'items', jsonb_build_array((body::jsonb -> 'subject') || (body::jsonb - 'report' - 'subject'))
      )::text;
      ALTER TABLE proposals DROP COLUMN source, DROP COLUMN key, DROP COLUMN part, DROP COLUMN content_hash;
    `,
  },
];
