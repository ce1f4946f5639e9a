import type { Address, Hex, TypedDataDomain } from "viem";
import { type Acceptance, type Head } from "../reports/inbox.ts";
import {
  type Item,
  type Proposal,
  ProposalMessage,
  type Report,
  digestOf,
  signedBytesOf,
  toJson,
} from "../reports/report.ts";
import type { Signer } from "../reports/Signer.ts";
import type { Database, Queryable } from "../storage/Database.ts";
import type { Refusal } from "./Peers.ts";

export interface Signed {
  digest: Hex;
  proposal: Proposal;
  signatures: ReadonlyMap<Address, Hex>;
}

/** Where the chain is, and a feed on it. */
export interface Standing {
  head: Head;
  sequence: bigint;
  /** In the last block that stays. */
  finalSequence: bigint;
}

interface ProposalRow {
  digest: Hex;
  body: string;
}

/** As it is stored: its observation may be among those that were seen. */
interface KeptItem extends Pick<Item, "source" | "key" | "contentHash"> {
  observation?: unknown;
}

export interface Candidate {
  source: string;
  key: string;
  part: number;
  wanted: Hex;
}

/** What this operator knows of proposed reports, and what it has signed. */
export class Ledger {
  constructor(
    private readonly database: Database,
    private readonly domain: TypedDataDomain,
    private readonly signer: Signer,
    private readonly clock: () => number,
  ) {}

  digestOf(report: Report): Hex {
    return digestOf(this.domain, report);
  }

  /** Keeps a report, with what it is said to be about: its digest does not tell that. */
  save(proposal: Proposal): Promise<Hex> {
    return this.database.transaction((transaction) => this.#insert(transaction, proposal, "NOTHING"));
  }

  async #insert(transaction: Queryable, proposal: Proposal, otherwise: "NOTHING" | typeof REPLACE): Promise<Hex> {
    const { report, items } = proposal;
    const digest = this.digestOf(report);
    const body = toJson({ report, items: await this.#lightened(transaction, items) });
    const written = await transaction.query(
      `INSERT INTO proposals (digest, feed, sequence, observed_at, expires_at, body)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (digest) DO ${otherwise} RETURNING digest`,
      [digest, report.feed, report.sequence, report.observedAt, report.expiresAt, body],
    );
    if (written.length === 0) return digest;
    await transaction.query("DELETE FROM proposal_items WHERE digest = $1", [digest]);
    const told = items.map(({ source, key, part, contentHash }) => ({ source, key, part, content_hash: contentHash }));
    await transaction.query(
      `INSERT INTO proposal_items (digest, feed, source, key, part, content_hash) SELECT $1, $2, item.*
       FROM jsonb_to_recordset($3::jsonb) AS item (source text, key text, part int, content_hash text)`,
      [digest, report.feed, JSON.stringify(told)],
    );
    return digest;
  }

  /** Without what is kept among the observations: a poll of a hundred thousand voters takes thousands of reports to tell. */
  async #lightened(on: Queryable, items: readonly Item[]): Promise<KeptItem[]> {
    const light: KeptItem[] = [];
    for (const item of items) {
      const seen = await on.query(`SELECT ${SEEN}`, whichOf(item));
      light.push(seen.length > 0 ? { ...item, observation: undefined } : item);
    }
    return light;
  }

  /** Reports of a sequence that may still come in, or have just done so. */
  async live(feed: Hex, sequence: bigint): Promise<Signed[]> {
    const rows = await this.database.query<ProposalRow>(
      "SELECT digest, body FROM proposals WHERE feed = $1 AND sequence = $2 AND state <> 'dead' ORDER BY digest",
      [feed, sequence],
    );
    return Promise.all(rows.map((row) => this.#withSignatures(row)));
  }

  async find(digest: Hex): Promise<Signed | undefined> {
    const sql = "SELECT digest, body FROM proposals WHERE digest = $1";
    const [row] = await this.database.query<ProposalRow>(sql, [digest]);
    return row === undefined ? undefined : this.#withSignatures(row);
  }

  async #withSignatures({ digest, body }: ProposalRow): Promise<Signed> {
    const { report, items } = JSON.parse(body) as { report: unknown; items: KeptItem[] };
    for (const item of items) item.observation ??= await this.#seen(item);
    const proposal = ProposalMessage.parse({ report, items });
    const sql = "SELECT signer, signature FROM signatures WHERE digest = $1";
    const rows = await this.database.query<{ signer: Address; signature: Hex }>(sql, [digest]);
    return { digest, proposal, signatures: new Map(rows.map(({ signer, signature }) => [signer, signature])) };
  }

  async #seen(item: KeptItem): Promise<unknown> {
    const [row] = await this.database.query<{ body: string }>(`SELECT body ${SEEN}`, whichOf(item));
    return row === undefined ? undefined : JSON.parse(row.body);
  }

  /**
   * Signs a report, once it is certain that no other of this sequence that we have signed can still come in. It is stored before
   * anybody gets to see it: what has left this machine must not be forgotten by it.
   */
  async sign(proposal: Proposal): Promise<Hex | Refusal> {
    const { report } = proposal;
    const signature = await this.signer.sign(signedBytesOf(this.domain, report));
    return this.database.transaction(async (transaction) => {
      // Workers of one operator take turns.
      await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 2))", [report.feed]);
      const refusal = await this.#refusal(transaction, proposal);
      if (refusal !== undefined) return refusal;
      // What we have seen ourselves goes before what somebody else said of it.
      const digest = await this.#insert(transaction, proposal, REPLACE);
      await this.#insertSignature(transaction, digest, this.signer.address, signature);
      return signature;
    });
  }

  /** Whether it would sign a report, as far as that can be said without doing so. */
  async refusalOf(proposal: Proposal): Promise<Refusal | undefined> {
    return this.#refusal(this.database, proposal);
  }

  async #refusal(on: Queryable, { report, items }: Proposal): Promise<Refusal | undefined> {
    const digest = this.digestOf(report);
    const others = await on.query(
      `SELECT FROM proposals JOIN signatures USING (digest)
       WHERE feed = $1 AND sequence = $2 AND signer = $3 AND digest <> $4 AND state <> 'dead'`,
      [report.feed, report.sequence, this.signer.address, digest],
    );
    if (others.length > 0) return { refused: "other-signed" };
    const said: number[] = [];
    for (const [index, item] of items.entries()) {
      if (await this.#isSaid(on, report.feed, item, digest)) said.push(index);
    }
    return said.length === 0 ? undefined : { refused: "already-reported", items: said };
  }

  /**
   * The same contents again are news only if something else was said in between, and what was so before that is none: an
   * operator that is behind may still take it for the last word.
   */
  async #isSaid(on: Queryable, feed: Hex, item: Item, digest: Hex): Promise<boolean> {
    const { source, key, part, contentHash } = item;
    const said = await on.query(
      `SELECT FROM ${LAST_SAID} WHERE content_hash = $6 OR ${lastSeen("last.content_hash")} > ${lastSeen("$6")}`,
      [feed, source, key, part, digest, contentHash],
    );
    return said.length > 0;
  }

  /** Whether something that we have not seen was told of it last: what we have seen of it may be over. */
  async isBehind(report: Report, { source, key, part, contentHash }: Item): Promise<boolean> {
    const unseen = await this.database.query(
      `SELECT FROM ${LAST_SAID} WHERE content_hash <> $6 AND ${lastSeen("last.content_hash")} IS NULL`,
      [report.feed, source, key, part, this.digestOf(report), contentHash],
    );
    return unseen.length > 0;
  }

  /** How many reports of a sequence that may still come in an operator has signed, as far as we know. */
  async countSigned(feed: Hex, sequence: bigint, signer: Address): Promise<number> {
    const rows = await this.database.query(
      `SELECT FROM proposals JOIN signatures USING (digest)
       WHERE feed = $1 AND sequence = $2 AND signer = $3 AND state <> 'dead'`,
      [feed, sequence, signer],
    );
    return rows.length;
  }

  /** Keeps an operator's signature, which was checked, and whatever it proves about who made it. */
  async addSignature(digest: Hex, signer: Address, signature: Hex): Promise<void> {
    await this.database.transaction((transaction) => this.#insertSignature(transaction, digest, signer, signature));
  }

  async #insertSignature(on: Queryable, digest: Hex, signer: Address, signature: Hex): Promise<void> {
    const insert = "INSERT INTO signatures VALUES ($1, $2, $3) ON CONFLICT (digest, signer) DO NOTHING";
    await on.query(insert, [digest, signer, signature]);
    // Signing anew what expired is right, if it was observed after that.
    await on.query(
      `INSERT INTO equivocations
       SELECT new.feed, new.sequence, $2, least(new.digest, old.digest), greatest(new.digest, old.digest), $3
       FROM proposals new JOIN proposals old USING (feed, sequence) JOIN signatures s ON s.digest = old.digest
       WHERE new.digest = $1 AND old.digest <> $1 AND s.signer = $2
         AND new.observed_at <= old.expires_at AND old.observed_at <= new.expires_at
       ON CONFLICT DO NOTHING`,
      [digest, signer, this.clock()],
    );
  }

  /**
   * Brings the states up to what the chain says; `accepted` is all that came in after the last block that was scanned, and
   * `sequence` the last of it.
   * @returns the reports of which nothing is left to be done: they have come in for good, or cannot any more
   */
  async settle(
    feed: Hex,
    { head, sequence, finalSequence }: Standing,
    accepted: readonly Acceptance[],
  ): Promise<Hex[]> {
    const isFinal = ({ block }: Acceptance) => block <= head.finalNumber;
    const standing = accepted.filter((one) => !isFinal(one)).map(({ digest }) => digest);
    const done = accepted.filter(isFinal).map(({ digest }) => digest);
    return this.database.transaction(async (transaction) => {
      await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 2))", [feed]);
      for (const acceptance of accepted.filter(isFinal)) await this.#finalise(transaction, acceptance);
      await transaction.query(
        `UPDATE proposals SET state = CASE WHEN digest = ANY($2) THEN 'accepted' ELSE 'open' END
         WHERE feed = $1 AND state IN ('open', 'accepted')`,
        [feed, standing],
      );
      // By the chain's own time, in blocks that stay: what has not come in by then never does.
      const dead = await transaction.query<{ digest: Hex }>(
        `UPDATE proposals SET state = 'dead' WHERE feed = $1 AND state = 'open'
         AND (sequence <= $2 OR expires_at < $3) RETURNING digest`,
        [feed, finalSequence, head.finalTimestamp],
      );
      await transaction.query(
        `INSERT INTO feeds VALUES ($1, $2, $3, $4) ON CONFLICT (feed) DO UPDATE
         SET scanned = greatest(feeds.scanned, $2), final_sequence = greatest(feeds.final_sequence, $3), sequence = $4`,
        [feed, head.finalNumber, finalSequence, sequence],
      );
      return [...done, ...dead.map(({ digest }) => digest)];
    });
  }

  async #finalise(transaction: Queryable, acceptance: Acceptance): Promise<void> {
    const { feed, sequence, digest } = acceptance;
    const update = "UPDATE proposals SET state = 'final' WHERE digest = $1 RETURNING digest";
    if ((await transaction.query(update, [digest])).length === 0) {
      const { block, transaction: hash, delivered } = acceptance;
      const insert = "INSERT INTO strangers VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
      await transaction.query(insert, [digest, feed, sequence, block, hash, delivered]);
      return;
    }
    await transaction.query("DELETE FROM strangers WHERE digest = $1", [digest]);
    await transaction.query(
      `INSERT INTO items (feed, source, key, part, wanted, reported, reported_sequence, position, wanted_since)
       SELECT feed, source, key, part, content_hash, content_hash, $2, 0, $3 FROM proposal_items WHERE digest = $1
       ON CONFLICT (feed, source, key, part) DO UPDATE
       SET reported = excluded.reported, reported_sequence = excluded.reported_sequence
       WHERE items.reported_sequence IS NULL OR items.reported_sequence < excluded.reported_sequence`,
      [digest, sequence, this.clock()],
    );
  }

  /** Up to which block all that came in is known for good, and which was the last; undefined before the first look. */
  async scanned(feed: Hex): Promise<{ block: bigint; sequence: bigint } | undefined> {
    const sql = "SELECT scanned AS block, final_sequence AS sequence FROM feeds WHERE feed = $1";
    const [row] = await this.database.query<{ block: bigint; sequence: bigint }>(sql, [feed]);
    return row;
  }

  /** What has come in on a feed for good without our knowing what it told: some of it, beginning after a sequence. */
  strangers(feed: Hex, after: bigint, most: number): Promise<Acceptance[]> {
    return this.database.query<Acceptance>(
      `SELECT feed, sequence, digest, delivered, block, transaction_hash AS transaction FROM strangers
       WHERE feed = $1 ORDER BY sequence <= $2, sequence LIMIT $3`,
      [feed, after, most],
    );
  }

  /** What may be what a stranger told: all that is not told yet. */
  untold(feed: Hex): Promise<Candidate[]> {
    return this.database.query<Candidate>(
      `SELECT source, key, part, wanted FROM items
       WHERE feed = $1 AND wanted IS DISTINCT FROM reported ORDER BY position, part LIMIT 1000`,
      [feed],
    );
  }

  /** Seconds; when what the last report told was seen, of those that we know of. 0 = there was none. */
  async lastObservedAt(feed: Hex): Promise<bigint> {
    const [row] = await this.database.query<{ observedAt: bigint }>(
      `SELECT observed_at AS "observedAt" FROM proposals
       WHERE feed = $1 AND state IN ('accepted', 'final') ORDER BY sequence DESC LIMIT 1`,
      [feed],
    );
    return row?.observedAt ?? 0n;
  }

  async isKnown(digest: Hex): Promise<boolean> {
    return (await this.database.query("SELECT FROM proposals WHERE digest = $1", [digest])).length > 0;
  }

  /** What to tell next: in the order in which it was seen, but what nobody else has seen yet waits behind the rest. */
  next(feed: Hex, most: number): Promise<Candidate[]> {
    return this.database.query<Candidate>(
      `SELECT source, key, part, wanted FROM items
       WHERE feed = $1 AND wanted IS DISTINCT FROM reported AND NOT EXISTS (
         SELECT FROM proposal_items t JOIN proposals p USING (digest)
         WHERE t.feed = items.feed AND t.source = items.source AND t.key = items.key AND t.part = items.part
           AND (p.state = 'accepted' AND t.content_hash = items.wanted OR p.state = 'open' AND p.sequence > ${LAST_KNOWN})
       )
       ORDER BY attempts, position, part LIMIT $2`,
      [feed, most],
    );
  }

  /** Puts what could not be told behind the rest. */
  async postpone(feed: Hex, things: readonly Pick<Candidate, "source" | "key" | "part">[]): Promise<void> {
    const named = things.map(({ source, key, part }) => ({ source, key, part }));
    await this.database.query(
      `UPDATE items SET attempts = attempts + 1
       FROM jsonb_to_recordset($2::jsonb) AS thing (source text, key text, part int)
       WHERE items.feed = $1 AND items.source = thing.source AND items.key = thing.key AND items.part = thing.part`,
      [feed, JSON.stringify(named)],
    );
  }
}

const SEEN = "FROM observations WHERE source = $1 AND key = $2 AND content_hash = $3 ORDER BY id LIMIT 1";

const whichOf = ({ source, key, contentHash }: KeptItem): string[] => [source, key, contentHash];

/** SQL: who signs has looked for itself. */
const REPLACE = "UPDATE SET body = excluded.body";
/**
 * SQL for the sequence to which the states of $1's proposals have been brought. The chain's own, which may be further on, would
 * make of a report that has just come in one that never will.
 */
const LAST_KNOWN = "coalesce((SELECT sequence FROM feeds WHERE feed = $1), 0)";

/** SQL for what was told last of what $1 to $4 name, but for the report of digest $5. */
const LAST_SAID = `(
  SELECT t.content_hash FROM proposal_items t JOIN proposals p USING (digest)
  WHERE t.feed = $1 AND t.source = $2 AND t.key = $3 AND t.part = $4 AND digest <> $5
    AND (p.state IN ('accepted', 'final') OR p.state = 'open' AND p.sequence > ${LAST_KNOWN})
  ORDER BY p.sequence DESC LIMIT 1
) AS last`;

/** SQL for when these contents were last seen of what $2 and $3 name; null if never. */
const lastSeen = (contentHash: string): string =>
  `(SELECT max(id) FROM observations o WHERE o.source = $2 AND o.key = $3 AND o.content_hash = ${contentHash})`;
