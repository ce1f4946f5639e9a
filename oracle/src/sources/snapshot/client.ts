import { type Address, type Hex, isAddress, isHex } from "viem";
import { LosslessNumber } from "lossless-json";
import { z } from "zod";
import { SourceError } from "../../errors.ts";
import type { Request } from "../../http/request.ts";
import { SNAPSHOT_SYSTEMS } from "../../verification/snapshotScores.ts";

const Seconds = z.int().nonnegative();
/** The hub calculates in doubles and writes more digits than some of them have. */
const Double = z
  .union([z.number(), z.bigint(), z.instanceof(LosslessNumber).transform(({ value }) => value)])
  .transform(Number)
  .pipe(z.number().nonnegative());
const Id = z.string().min(1).max(512);

const Proposal = z.object({
  id: Id,
  space: z.object({ id: Id }),
  title: z.string(),
  body: z.string().nullish(),
  choices: z.array(z.string()).min(1).max(1_000),
  type: z.enum(SNAPSHOT_SYSTEMS),
  start: Seconds,
  end: Seconds,
  snapshot: z.int().nullish(),
  state: z.string(),
  privacy: z.string().nullish(),
  scores: z.array(Double).nullish(),
  scores_state: z.string().nullish(),
  votes: z.int().nonnegative(),
  flagged: z.boolean().nullish(),
  quorum: Double.nullish(),
});
export type SnapshotProposal = z.infer<typeof Proposal>;

const Choice = z.union([z.int(), z.array(z.int()), z.record(z.string(), Double)]);
const Vote = z.object({
  id: Id,
  voter: z.string().refine((text): text is Address => isAddress(text, { strict: false })),
  created: Seconds,
  choice: Choice,
  reason: z.string().nullish(),
  app: z.string().nullish(),
  metadata: z.unknown(),
  vp: Double,
  vp_state: z.string().nullish(),
});
export type SnapshotVoteRow = z.infer<typeof Vote>;

const Message = z.object({ id: Id, sig: z.string().refine((text): text is Hex => isHex(text)) });

const PROPOSAL_FIELDS =
  "id space{id} title body choices type start end snapshot state privacy scores scores_state votes flagged quorum";
const PROPOSALS = `query($first:Int!,$skip:Int!,$spaces:[String],$since:Int){proposals(first:$first,skip:$skip,where:{space_in:$spaces,created_gte:$since},orderBy:"created",orderDirection:asc){id created}}`;
const PROPOSAL = `query($id:String!){proposal(id:$id){${PROPOSAL_FIELDS}}}`;
const VOTES = `query($first:Int!,$skip:Int!,$proposal:String,$since:Int){votes(first:$first,skip:$skip,where:{proposal:$proposal,created_gte:$since},orderBy:"created",orderDirection:asc){id voter created choice reason app metadata vp vp_state}}`;
const MESSAGES = `query($first:Int!,$ids:[String]){messages(first:$first,where:{id_in:$ids}){id sig}}`;

/** The most that the hub gives at once, and skips. */
const PAGE = 1_000;
const MAX_SKIP = 5_000;
/** What a batch of ballots may hold. */
const MAX_VOTES = 100_000;

const Entry = z.object({ id: Id, created: Seconds });

export class SnapshotClient {
  constructor(
    private readonly source: string,
    private readonly hub: string,
    private readonly request: Request,
    private readonly apiKey: string | undefined,
  ) {}

  getProposals(spaces: readonly string[], since: number, signal: AbortSignal): Promise<z.infer<typeof Entry>[]> {
    const list = z.object({ proposals: z.array(Entry) }).transform(({ proposals }) => proposals);
    return this.#all(PROPOSALS, { spaces }, since, list, signal);
  }

  async getProposal(id: string, signal: AbortSignal): Promise<SnapshotProposal> {
    const { proposal } = await this.#query(PROPOSAL, { id }, z.object({ proposal: Proposal.nullable() }), signal);
    if (proposal !== null) return proposal;
    throw new SourceError(this.source, "not-found", "has no such proposal", "See whether it was deleted.");
  }

  getVotes(proposal: string, signal: AbortSignal): Promise<SnapshotVoteRow[]> {
    const list = z.object({ votes: z.array(Vote) }).transform(({ votes }) => votes);
    return this.#all(VOTES, { proposal }, 0, list, signal);
  }

  /** Signatures by vote. */
  async getSignatures(ids: readonly string[], signal: AbortSignal): Promise<Map<string, Hex>> {
    const found = new Map<string, Hex>();
    const schema = z.object({ messages: z.array(Message) });
    for (let from = 0; from < ids.length; from += PAGE) {
      const { messages } = await this.#query(
        MESSAGES,
        { first: PAGE, ids: ids.slice(from, from + PAGE) },
        schema,
        signal,
      );
      for (const { id, sig } of messages) found.set(id, sig);
    }
    return found;
  }

  /** Everything since a time. The hub skips no more than so many rows, so each page begins where the one before ended. */
  async #all<T extends { id: string; created: number }>(
    query: string,
    variables: object,
    since: number,
    schema: z.ZodType<T[]>,
    signal: AbortSignal,
  ): Promise<T[]> {
    const all = new Map<string, T>();
    for (let skip = 0; skip <= MAX_SKIP && all.size <= MAX_VOTES;) {
      const rows = await this.#query(query, { ...variables, first: PAGE, skip, since }, schema, signal);
      for (const row of rows) all.set(row.id, row);
      const last = rows.at(-1)?.created ?? since;
      if (rows.length < PAGE) return [...all.values()];
      // As many as a page in one second: only those can be skipped.
      skip = last > since ? 0 : skip + PAGE;
      since = Math.max(since, last);
    }
    throw new SourceError(this.source, "oversized", "has more than can be read", "Leave this proposal out.");
  }

  async #query<T>(query: string, variables: object, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const answer = z.object({ data: schema });
    const { body } = await this.request(this.source, {
      method: "POST",
      url: this.hub,
      headers: {
        "content-type": "application/json",
        ...(this.apiKey === undefined ? {} : { "x-api-key": this.apiKey }),
      },
      body: JSON.stringify({ query, variables }),
      expect: "json",
      schema: answer,
      maxBytes: 16 * 1_024 * 1_024,
      signal,
    });
    return body.data;
  }
}
