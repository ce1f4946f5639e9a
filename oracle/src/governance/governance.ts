import { getCommunity, getCommunityName, getDaoUri } from "@perdure/sdk/actions";
import { decodeClauses } from "@perdure/sdk/constitution";
import type { DocumentDecision, EnactedDocument } from "@perdure/sdk/governance";
import { type Address, type Hex, keccak256, type PublicClient, stringToHex, zeroHash } from "viem";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { SourceError } from "../errors.ts";
import type { Request } from "../http/request.ts";
import { readHead } from "../reports/inbox.ts";
import type { Database } from "../storage/Database.ts";
import { type Organs, readDecisions } from "./events.ts";

/** The community's constitution, published and taken in as records that others know. */
export const GovernanceConfig = z.strictObject({
  /** The community's kernel. */
  kernel: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/, "an address is expected")
    .transform((text) => text as Address),
  /** No later than its founding. */
  fromBlock: z.int().nonnegative().default(0),
  /** A gateway that serves /ipfs/…; without it, texts that are only there are not shown. */
  ipfs: z.url({ protocol: /^https?$/ }).optional(),
  /** Requests a minute of one client. */
  limit: z.int().positive().default(60),
  /** How many proxies of ours stand before it, each of which adds to X-Forwarded-For. */
  proxies: z.int().min(0).max(5).default(0),
});
export type GovernanceConfig = z.infer<typeof GovernanceConfig>;

export interface GovernanceDependencies {
  config: Pick<GovernanceConfig, "kernel" | "fromBlock" | "ipfs">;
  database: Database;
  client: PublicClient;
  chainId: number;
  /** Blocks. */
  depth: bigint;
  clock: Clock;
  request: Request;
}

interface Identity extends Organs {
  community: string;
  daoUri: string;
}

interface DocumentRow {
  candidacy: bigint;
  content: Hex;
  uri: string;
  clauses: Hex;
  nominated_at: bigint;
  what: "enacted" | "lapsed";
  at: bigint;
}

/** What errors about a document's text are told of. */
const TEXT = "governance:text";
const SPAN = 2_000n;
const MOST_TEXT = 1_024 * 1_024;
/** Milliseconds after which a text that could not be had is asked for again. */
const PATIENCE = 600_000;

/**
 * Follows what a community decides of its constitution, as far as it is final. Whoever asks for it is answered from memory: a page
 * view costs the chain nothing.
 */
export class Governance {
  readonly #on: GovernanceDependencies;
  readonly #key: string;
  #identity: Identity | undefined;
  #document: EnactedDocument | undefined;
  /** The block up to which the document is known; undefined before the first look. */
  #known: bigint | undefined;
  #hasText = false;
  #askAgainAt = 0;

  constructor(on: GovernanceDependencies) {
    this.#on = on;
    this.#key = `${on.chainId}:${on.config.kernel.toLowerCase()}`;
  }

  /** Whether it has been looked at, so that there being no document means that there is none. */
  get isKnown(): boolean {
    return this.#known !== undefined;
  }

  /** The document in force; undefined if there is none yet. */
  get document(): EnactedDocument | undefined {
    return this.#document;
  }

  /**
   * Takes in all that has become final, and the text of the document in force.
   * @throws SourceError if the text is not to be had; all else is known nevertheless
   */
  async catchUp(signal?: AbortSignal): Promise<void> {
    const { database, client, config, depth } = this.#on;
    this.#identity ??= await identify(client, config.kernel);
    const cursor = "SELECT block FROM governance_cursors WHERE community = $1";
    const [row] = await database.query<{ block: bigint }>(cursor, [this.#key]);
    let next = row?.block ?? BigInt(config.fromBlock);
    const { finalNumber } = await readHead(client, depth);
    while (next <= finalNumber) {
      signal?.throwIfAborted();
      const last = next + SPAN - 1n < finalNumber ? next + SPAN - 1n : finalNumber;
      await this.#take(this.#identity, next, last);
      next = last + 1n;
    }
    if (this.#known !== next || (this.#document !== undefined && !this.#hasText)) await this.#load(next, signal);
  }

  async #take(organs: Organs, from: bigint, last: bigint): Promise<void> {
    const { database, client } = this.#on;
    const { nominations, decisions } = await readDecisions(client, organs, from, last);
    await database.transaction(async (transaction) => {
      // Of two workers that see the same one writes it.
      for (const { candidacy, content, uri, clauses, at } of nominations) {
        await transaction.query(
          `INSERT INTO governance_documents (community, candidacy, content, uri, clauses, at)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
          [this.#key, candidacy, content, uri.replaceAll("\0", "\ufffd"), clauses, at],
        );
      }
      for (const { candidacy, what, block, log, at } of decisions) {
        await transaction.query(
          `INSERT INTO governance_decisions (community, candidacy, what, block, log, at)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
          [this.#key, candidacy, what, block, log, at],
        );
      }
      await transaction.query(
        `INSERT INTO governance_cursors (community, block) VALUES ($1, $3)
         ON CONFLICT (community) DO UPDATE SET block = $3 WHERE governance_cursors.block = $2`,
        [this.#key, from, last + 1n],
      );
    });
  }

  async #load(known: bigint, signal: AbortSignal | undefined): Promise<void> {
    const rows = await this.#on.database.query<DocumentRow>(
      `SELECT d.candidacy, d.content, d.uri, d.clauses, d.at AS nominated_at, x.what, x.at
       FROM governance_decisions x JOIN governance_documents d USING (community, candidacy)
       WHERE x.community = $1 ORDER BY x.block, x.log`,
      [this.#key],
    );
    const enacted = rows.filter(({ what }) => what === "enacted");
    const [former, inForce] = enacted.length > 1 ? enacted.slice(-2) : [undefined, enacted[0]];
    if (inForce === undefined || this.#identity === undefined) {
      this.#known = known;
      return;
    }
    const { document, hasText } = await this.#assemble(this.#identity, inForce, former, rows);
    [this.#document, this.#hasText, this.#known] = [document, hasText, known];
    if (hasText || this.#on.clock.now() < this.#askAgainAt) return;
    this.#askAgainAt = this.#on.clock.now() + PATIENCE;
    await this.#fetchText(inForce, signal);
    this.#askAgainAt = 0;
    await this.#load(known, signal);
  }

  async #assemble(
    { community, daoUri }: Identity,
    { content, uri, clauses, nominated_at: nominatedAt, at }: DocumentRow,
    former: DocumentRow | undefined,
    rows: readonly DocumentRow[],
  ): Promise<{ document: EnactedDocument; hasText: boolean }> {
    const query = "SELECT text FROM governance_texts WHERE content = $1";
    const [known] = await this.#on.database.query<{ text: string }>(query, [content]);
    const untitled = `Constitution of ${community}`;
    const missing = `# ${untitled}\n\nIts text is not shown here. ${whereabouts(content, uri)}\n`;
    const text = known?.text ?? missing;
    const document = {
      community,
      daoUri,
      title: /^# (.+)$/m.exec(text)?.[1]?.trim() ?? untitled,
      text,
      clauses: decodeClauses(clauses),
      content,
      uri,
      nominatedAt: Number(nominatedAt),
      enactedAt: Number(at),
      ...(former === undefined ? {} : { formerUri: former.uri }),
      decisions: decisionsOf(rows),
    };
    // What has neither a hash nor a place has no text to wait for.
    return { document, hasText: known !== undefined || content === zeroHash || uri === "" };
  }

  /** Keeps a text if it is what was voted on, whoever served it. */
  async #fetchText({ content, uri }: DocumentRow, signal: AbortSignal | undefined): Promise<void> {
    const { request, database, config } = this.#on;
    const place = placeOf(uri, config.ipfs);
    if (place === undefined) {
      throw new SourceError(TEXT, "unexpected", `has no way to ${uri.slice(0, 200)}`, "Configure governance.ipfs.");
    }
    const { body } = await request<string>(TEXT, { ...place, expect: "text", maxBytes: MOST_TEXT, signal });
    if (keccak256(stringToHex(body)) !== content || body.includes("\0")) {
      const advice = "Whoever keeps the text has changed it: ask them for the one that was voted on.";
      throw new SourceError(TEXT, "unexpected", `is another one than was voted on at ${uri.slice(0, 200)}`, advice);
    }
    const insert = "INSERT INTO governance_texts (content, text) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    await database.query(insert, [content, body]);
  }
}

async function identify(client: PublicClient, kernel: Address): Promise<Identity> {
  const { elections, constitution } = await getCommunity(client, { kernel });
  const community = await getCommunityName(client, { community: kernel });
  return { elections, constitution, community, daoUri: await getDaoUri(client, { community: kernel }) };
}

/** Whoever nominates names the place: it has to be a public one, but for the gateway, which the operator chose. */
function placeOf(uri: string, gateway: string | undefined): { url: string; publicOnly?: boolean } | undefined {
  const path = /^ipfs:\/\/(?:ipfs\/)?([\w./-]+)$/.exec(uri)?.[1];
  if (path !== undefined && !path.includes("..") && gateway !== undefined) {
    return { url: `${gateway.replace(/\/$/, "")}/ipfs/${path}` };
  }
  return /^https?:\/\//.test(uri) && URL.canParse(uri) ? { url: uri, publicOnly: true } : undefined;
}

function whereabouts(content: Hex, uri: string): string {
  const hash = content === zeroHash ? "" : `Its keccak256 hash is ${content}. `;
  return uri === "" ? `${hash}Nobody said where it is.` : `${hash}It is said to be at ${uri}`;
}

/** What was decided, each document's nomination before whatever became of it. */
function decisionsOf(rows: readonly DocumentRow[]): DocumentDecision[] {
  const nominated = new Map<bigint, DocumentDecision>();
  const decided = rows.map(({ candidacy, content, uri, what, at, nominated_at: nominatedAt }): DocumentDecision => {
    const of = { candidacy: Number(candidacy), content, uri };
    nominated.set(candidacy, { what: "nominated", at: Number(nominatedAt), ...of });
    return { what, at: Number(at), ...of };
  });
  return [...nominated.values(), ...decided].toSorted((one, other) => one.at - other.at);
}
