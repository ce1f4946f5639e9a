import { z } from "zod";
import type { Database, Queryable } from "../storage/Database.ts";
import { GatewayRefusal } from "./refusal.ts";

/** From the least sure to the surest. */
const LINK_QUALITIES = ["unknown", "unconfirmed", "confirmed (weak)", "confirmed (strong)"] as const;
const LINK_TYPES = ["unknown", "oauth", "manual admin", "email matching"] as const;

/** Metagov sends numbers; they come back as texts from queries. */
const ExternalId = z.coerce
  .bigint()
  .positive()
  .max(2n ** 62n);
const Text = z.string().min(1).max(500);
const PlatformId = z.string().max(500).nullish();
/** As Django's forms have it: `unknown` where nothing is said. */
const Quality = z.enum(LINK_QUALITIES).nullish();
const Type = z.enum(LINK_TYPES).nullish();

export const NewIds = z.object({ community_slug: Text, count: z.int().min(1).max(100).nullish() });
export const Merge = z.object({ primary_instance_id: ExternalId, secondary_instance_id: ExternalId });
export const Link = z.object({
  external_id: ExternalId,
  community_slug: Text,
  platform_type: Text,
  platform_identifier: Text,
  community_platform_id: PlatformId,
  custom_data: z.record(z.string().max(100), z.json()).nullish(),
  link_type: Type,
  link_quality: Quality,
});
export const Unlink = z.object({
  community_slug: Text,
  platform_type: Text,
  platform_identifier: Text,
  community_platform_id: PlatformId,
});
export const Filter = z.object({
  platform_type: Text.nullish(),
  platform_identifier: Text.nullish(),
  community_platform_id: PlatformId,
  link_type: Type,
  link_quality: Quality,
});
export const OneUser = z.object({ external_id: ExternalId });
export const ManyUsers = Filter.extend({ community: Text });
/** As a list in JSON, or separated by commas. */
const Ids = z
  .string()
  .max(20_000)
  .transform((text): unknown => text.replaceAll(/[[\]\s"]/g, "").split(","))
  .pipe(z.array(ExternalId).max(1_000));
export const ListedUsers = Filter.extend({ community: Text, external_id_list: Ids });
export const OneAccount = z.object({
  external_id: ExternalId,
  platform_type: Text,
  community_platform_id: PlatformId,
});

interface AccountRow {
  external_id: bigint;
  community: string;
  community_platform_id: string;
  platform_type: string;
  platform_identifier: string;
  custom_data: string;
  link_type: string;
  link_quality: string;
}

/** An account on a platform, in Metagov's form. */
interface LinkedAccount {
  external_id: number;
  community: string;
  community_platform_id: string | null;
  platform_type: string;
  platform_identifier: string;
  custom_data: unknown;
  link_type: string;
  link_quality: string;
}

interface User {
  source_ID: number;
  primary_ID: number;
  linked_accounts: LinkedAccount[];
}

/**
 * Who is who on which platform, as Metagov keeps it. Of ids that were merged, all lead to one primary id, and each to all accounts.
 * Nothing here is believed on the chain: links count there once their accounts have signed them.
 */
export class Identities {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async create(community: string, count: number): Promise<number[]> {
    const rows = await this.#database.query<{ id: bigint }>(
      "INSERT INTO gateway_ids (community) SELECT $1 FROM generate_series(1, $2::int4) RETURNING id",
      [community, count],
    );
    return rows.map(({ id }) => Number(id));
  }

  /** Everything that the secondary id stands for belongs to the primary one from now on. */
  async merge(community: string, primary: bigint, secondary: bigint): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      // One merge at a time: two of them could make a circle.
      await transaction.query("LOCK TABLE gateway_ids IN SHARE ROW EXCLUSIVE MODE");
      const into = await rootOf(transaction, community, primary);
      const from = await rootOf(transaction, community, secondary);
      if (into === from) throw new GatewayRefusal(400, "They are one already.");
      // At most one step from any id to its primary one.
      await transaction.query("UPDATE gateway_ids SET merged_into = $1 WHERE id = $2 OR merged_into = $2", [
        into,
        from,
      ]);
    });
  }

  async link(community: string, link: z.infer<typeof Link>): Promise<LinkedAccount> {
    await rootOf(this.#database, community, link.external_id);
    const rows = await this.#database.query<AccountRow>(
      `INSERT INTO gateway_accounts (community, platform_type, community_platform_id, platform_identifier, external_id,
         custom_data, link_type, link_quality)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (community, platform_type, community_platform_id, platform_identifier) DO UPDATE
         SET custom_data = excluded.custom_data, link_type = excluded.link_type, link_quality = excluded.link_quality
         WHERE gateway_accounts.external_id = excluded.external_id
       RETURNING *`,
      [
        community,
        link.platform_type,
        link.community_platform_id ?? "",
        link.platform_identifier,
        link.external_id,
        JSON.stringify(link.custom_data ?? {}),
        link.link_type ?? "unknown",
        link.link_quality ?? "unknown",
      ],
    );
    const [row] = rows;
    if (row === undefined) throw new GatewayRefusal(400, "The account is linked to another id; unlink it first.");
    return toAccount(row);
  }

  async unlink(community: string, account: z.infer<typeof Unlink>): Promise<true> {
    const gone = await this.#database.query(
      `DELETE FROM gateway_accounts WHERE community = $1 AND platform_type = $2 AND platform_identifier = $3
         AND ($4 = '' OR community_platform_id = $4) RETURNING 1`,
      [community, account.platform_type, account.platform_identifier, account.community_platform_id ?? ""],
    );
    if (gone.length === 0) throw new GatewayRefusal(400, "No such account is linked.");
    return true;
  }

  async user(community: string, id: bigint): Promise<User> {
    const root = await rootOf(this.#database, community, id);
    const rows = await this.#database.query<AccountRow>(
      `SELECT accounts.* FROM gateway_accounts AS accounts JOIN gateway_ids AS ids ON ids.id = accounts.external_id
       WHERE ids.id = $1 OR ids.merged_into = $1 ORDER BY platform_type, community_platform_id, platform_identifier`,
      [root],
    );
    return { source_ID: Number(id), primary_ID: Number(root), linked_accounts: rows.map(toAccount) };
  }

  /** Everybody with an account that is so; each person once, under their primary id. */
  async users(community: string, filter: z.infer<typeof Filter>, among?: readonly bigint[]): Promise<User[]> {
    const rows = await this.#database.query<{ root: bigint }>(
      `SELECT DISTINCT coalesce(ids.merged_into, ids.id) AS root
       FROM gateway_accounts AS accounts JOIN gateway_ids AS ids ON ids.id = accounts.external_id
       WHERE accounts.community = $1 AND ($2::text IS NULL OR platform_type = $2)
         AND ($3::text IS NULL OR platform_identifier = $3) AND ($4::text IS NULL OR community_platform_id = $4)
         AND ($5::text IS NULL OR link_type = $5) AND ($6::text IS NULL OR link_quality = $6)
       ORDER BY root LIMIT 1000`,
      [
        community,
        filter.platform_type ?? null,
        filter.platform_identifier ?? null,
        filter.community_platform_id ?? null,
        filter.link_type ?? null,
        filter.link_quality ?? null,
      ],
    );
    const roots = rows.map(({ root }) => root);
    if (among === undefined) return Promise.all(roots.map((root) => this.user(community, root)));
    const asked = await Promise.all(among.map((id) => this.user(community, id)));
    return asked.filter(({ primary_ID: primary }) => roots.includes(BigInt(primary)));
  }

  async account(community: string, asked: z.infer<typeof OneAccount>): Promise<LinkedAccount | null> {
    const { linked_accounts: accounts } = await this.user(community, asked.external_id);
    const wanted = asked.community_platform_id ?? undefined;
    const found = accounts.filter(
      (account) =>
        account.platform_type === asked.platform_type &&
        (wanted === undefined || account.community_platform_id === wanted),
    );
    const rank = (account: LinkedAccount): number => LINK_QUALITIES.findIndex((one) => one === account.link_quality);
    // Of several, the one that is surest.
    return found.sort((one, other) => rank(other) - rank(one))[0] ?? null;
  }
}

async function rootOf(database: Queryable, community: string, id: bigint): Promise<bigint> {
  const [row] = await database.query<{ root: bigint }>(
    "SELECT coalesce(merged_into, id) AS root FROM gateway_ids WHERE id = $1 AND community = $2",
    [id, community],
  );
  if (row === undefined) throw new GatewayRefusal(400, `There is no id ${id}.`);
  return row.root;
}

function toAccount(row: AccountRow): LinkedAccount {
  return {
    external_id: Number(row.external_id),
    community: row.community,
    community_platform_id: row.community_platform_id === "" ? null : row.community_platform_id,
    platform_type: row.platform_type,
    platform_identifier: row.platform_identifier,
    custom_data: JSON.parse(row.custom_data) as unknown,
    link_type: row.link_type,
    link_quality: row.link_quality,
  };
}
