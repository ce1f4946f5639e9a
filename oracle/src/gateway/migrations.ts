import type { Migration } from "../storage/Database.ts";

export const GATEWAY_MIGRATIONS: readonly Migration[] = [
  {
    id: "gateway/1",
    sql: `
      CREATE TABLE gateway_signatures (signature text PRIMARY KEY, until int8 NOT NULL);
      CREATE INDEX gateway_signatures_until ON gateway_signatures (until);
      CREATE TABLE gateway_outcomes (
        community text NOT NULL, proposal text NOT NULL, hash text NOT NULL, closed_at int8 NOT NULL,
        PRIMARY KEY (community, proposal)
      );
      CREATE TABLE gateway_shares (key text PRIMARY KEY, base text NOT NULL, proposed text NOT NULL, until int8 NOT NULL);
      CREATE TABLE gateway_processes (
        id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        community text NOT NULL,
        name text NOT NULL,
        request text,
        question text NOT NULL,
        reference text,
        url text,
        callback_url text,
        status text NOT NULL DEFAULT 'created' CHECK (status IN ('created', 'pending', 'completed')),
        outcome text NOT NULL DEFAULT '{}',
        errors text NOT NULL DEFAULT '{}',
        started_at int8 NOT NULL,
        looked_at int8 NOT NULL DEFAULT 0,
        UNIQUE (community, name, request)
      );
      CREATE INDEX gateway_processes_open ON gateway_processes (looked_at) WHERE status <> 'completed';
      CREATE TABLE gateway_ids (
        id int8 GENERATED ALWAYS AS IDENTITY (START WITH 1000) PRIMARY KEY,
        community text NOT NULL,
        merged_into int8 REFERENCES gateway_ids
      );
      CREATE INDEX gateway_ids_merged ON gateway_ids (merged_into);
      CREATE TABLE gateway_accounts (
        community text NOT NULL,
        platform_type text NOT NULL,
        community_platform_id text NOT NULL DEFAULT '',
        platform_identifier text NOT NULL,
        external_id int8 NOT NULL REFERENCES gateway_ids,
        custom_data text NOT NULL DEFAULT '{}',
        link_type text NOT NULL,
        link_quality text NOT NULL,
        PRIMARY KEY (community, platform_type, community_platform_id, platform_identifier)
      );
      CREATE INDEX gateway_accounts_of ON gateway_accounts (external_id);`,
  },
];
