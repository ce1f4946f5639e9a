import type { Hex } from "viem";
import { SourceError } from "../errors.ts";
import { BallotBatch, Observation } from "../observation.ts";
import { contentHashOf } from "../reports/report.ts";
import type { Cursor, Observed } from "../sources/Source.ts";
import { followBallots } from "../verification/voices.ts";
import type { Database, Migration, Queryable } from "./Database.ts";

export const observationMigrations: readonly Migration[] = [
  {
    id: "storage/1",
    sql: `
      -- Everything that was ever seen, in the order in which it was.
      CREATE TABLE observations (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        source text NOT NULL,
        key text NOT NULL,
        content_hash text NOT NULL,
        body text NOT NULL,
        evidence text,
        seen_at bigint NOT NULL
      );
      CREATE INDEX observations_by_key ON observations (source, key, id DESC);
      CREATE TABLE cursors (source text PRIMARY KEY, cursor text NOT NULL);
      -- What each feed should say about each thing, and what it has said for good. The difference is what there is to do.
      CREATE TABLE items (
        feed text NOT NULL,
        source text NOT NULL,
        key text NOT NULL,
        part int NOT NULL,
        wanted text NOT NULL,
        reported text,
        reported_sequence bigint,
        position bigint NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        wanted_since bigint NOT NULL,
        PRIMARY KEY (feed, source, key, part)
      );
      CREATE INDEX items_to_do ON items (feed, attempts, position) WHERE wanted IS DISTINCT FROM reported;
    `,
  },
  { id: "storage/2", sql: "CREATE INDEX observations_by_content ON observations (source, content_hash);" },
];

/** Which feeds an observation goes to, and how many reports it makes there. */
export type Router = (source: string, observation: Observation) => readonly { feed: Hex; parts: number }[];

export interface StoredObservation {
  id: bigint;
  contentHash: Hex;
  observation: Observation;
  evidence?: string | undefined;
}

interface Row {
  id: bigint;
  content_hash: Hex;
  body: string;
  evidence: string | null;
}

/** What was seen, and what is to be told of it. */
export class Observations {
  constructor(
    private readonly database: Database,
    private readonly router: Router,
    private readonly clock: () => number,
  ) {}

  /**
   * Stores what was seen, what follows from it and where to go on, all of it or nothing. Seeing the same again has no effect, and
   * taking a link back that was never seen has none either. Of a poll's voters, what is stored is what follows for each from what
   * was stored before.
   * @returns whether it was new
   */
  async record(source: string, observed: Observed): Promise<boolean> {
    const told = wellFormed(source, observed);
    return this.database.transaction(async (transaction) => {
      if (observed.cursor !== undefined) await this.#advance(transaction, source, observed.cursor);
      const parameters = [source, observed.key];
      // Two that see the same thing at once, a webhook and a poll, come one after the other.
      await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended($1 || chr(10) || $2, 1))", parameters);
      const observation = told.kind === "ballots" ? await this.#follow(transaction, parameters, told) : told;
      const contentHash = contentHashOf(observation);
      const [latest] = await transaction.query<{ content_hash: string }>(
        "SELECT content_hash FROM observations WHERE source = $1 AND key = $2 ORDER BY id DESC LIMIT 1",
        parameters,
      );
      if (latest?.content_hash === contentHash) return false;
      if (latest === undefined && observation.kind === "link" && observation.revoked) return false;
      await this.#insert(transaction, source, { ...observed, observation }, contentHash);
      return true;
    });
  }

  async #follow(transaction: Queryable, of: readonly string[], seen: BallotBatch): Promise<BallotBatch> {
    const rows = await transaction.query<{ body: string }>(
      `SELECT body FROM observations WHERE source = $1 AND key = $2 AND id >= coalesce(
         (SELECT max(id) FROM observations WHERE source = $1 AND key = $2 AND body::jsonb ? 'complete'), 0) ORDER BY id`,
      of,
    );
    return followBallots(
      rows.map(({ body }) => BallotBatch.parse(JSON.parse(body))),
      seen,
    );
  }

  async cursorOf(source: string): Promise<Cursor | undefined> {
    const sql = "SELECT cursor FROM cursors WHERE source = $1";
    const [row] = await this.database.query<{ cursor: string }>(sql, [source]);
    return row?.cursor;
  }

  /** What was last seen with these contents under a key; superseded or not, it was so. */
  async find(source: string, key: string, contentHash: Hex): Promise<StoredObservation | undefined> {
    const [row] = await this.database.query<Row>(
      `SELECT id, content_hash, body, evidence FROM observations
       WHERE source = $1 AND key = $2 AND content_hash = $3 ORDER BY id DESC LIMIT 1`,
      [source, key, contentHash],
    );
    if (row === undefined) return undefined;
    return {
      id: row.id,
      contentHash: row.content_hash,
      observation: Observation.parse(JSON.parse(row.body)),
      evidence: row.evidence ?? undefined,
    };
  }

  /** Under which keys something was seen with these contents: one, or none. */
  async keysOf(source: string, contentHash: Hex): Promise<string[]> {
    const sql = "SELECT DISTINCT key FROM observations WHERE source = $1 AND content_hash = $2";
    return (await this.database.query<{ key: string }>(sql, [source, contentHash])).map(({ key }) => key);
  }

  /** What was last seen under a key. */
  async latest(source: string, key: string): Promise<Observation | undefined> {
    const sql = "SELECT body FROM observations WHERE source = $1 AND key = $2 ORDER BY id DESC LIMIT 1";
    const [row] = await this.database.query<{ body: string }>(sql, [source, key]);
    return row === undefined ? undefined : Observation.parse(JSON.parse(row.body));
  }

  async #advance(transaction: Queryable, source: string, cursor: Cursor): Promise<void> {
    await transaction.query(
      "INSERT INTO cursors VALUES ($1, $2) ON CONFLICT (source) DO UPDATE SET cursor = excluded.cursor",
      [source, cursor],
    );
  }

  async #insert(transaction: Queryable, source: string, observed: Observed, contentHash: Hex): Promise<void> {
    const { key, observation, evidence } = observed;
    const [row] = await transaction.query<{ id: bigint }>(
      `INSERT INTO observations (source, key, content_hash, body, evidence, seen_at)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [source, key, contentHash, JSON.stringify(observation), evidence ?? null, this.clock()],
    );
    for (const { feed, parts } of this.router(source, observation)) {
      await transaction.query(
        `INSERT INTO items (feed, source, key, part, wanted, position, wanted_since)
         SELECT $1, $2, $3, part, $4, $5, $6 FROM generate_series(0, $7::int - 1) AS part
         ON CONFLICT (feed, source, key, part) DO UPDATE
         SET wanted = excluded.wanted, position = excluded.position, wanted_since = excluded.wanted_since, attempts = 0`,
        [feed, source, key, contentHash, row?.id, this.clock(), parts],
      );
    }
  }
}

/** @throws SourceError for what is no observation, or could not be stored */
function wellFormed(source: string, { key, observation, evidence, cursor }: Observed): Observation {
  const { data, error } = Observation.safeParse(observation);
  const advice = "Look at what it answers; nothing of it was stored.";
  if (error !== undefined) {
    const [issue] = error.issues;
    const message = `says what is no observation: ${issue?.path.map(String).join(".") ?? ""} ${issue?.message ?? ""}`;
    throw new SourceError(source, "malformed", message, advice, undefined, { cause: error });
  }
  if ([key, evidence, cursor].some((text) => text?.includes("\0") === true)) {
    throw new SourceError(source, "malformed", "names something with a NUL", advice);
  }
  return data;
}
