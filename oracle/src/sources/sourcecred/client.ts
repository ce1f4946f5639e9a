import { z } from "zod";
import { LosslessNumber } from "lossless-json";
import { SourceError } from "../../errors.ts";
import { parseJson } from "../../http/json.ts";
import { parseAs, type Request } from "../../http/request.ts";

const Id = z.string().min(1).max(512);
const Milliseconds = z.int().nonnegative();
const Score = z.union([z.number(), z.bigint(), z.instanceof(LosslessNumber)]);

const Accounts = z.object({
  accounts: z.array(
    z.object({
      account: z.object({ identity: z.object({ id: Id, name: z.string(), subtype: z.string().nullish() }) }),
      totalCred: Score,
      cred: z.array(Score),
    }),
  ),
  intervals: z.array(z.object({ startTimeMs: Milliseconds, endTimeMs: Milliseconds })),
});
export type SourceCredAccounts = z.infer<typeof Accounts>;

/** Grain has 18 decimals and is written without a point. */
const Grain = z.string().regex(/^(0|[1-9]\d{0,48})$/);
const Event = z.object({
  ledgerTimestamp: Milliseconds,
  uuid: Id,
  action: z.discriminatedUnion("type", [
    z.object({ type: z.literal("MERGE_IDENTITIES"), base: Id, target: Id }),
    z.object({
      type: z.literal("DISTRIBUTE_GRAIN"),
      distribution: z.object({
        id: Id,
        credTimestamp: Milliseconds,
        allocations: z.array(z.object({ id: Id, receipts: z.array(z.object({ id: Id, amount: Grain })) })),
      }),
    }),
  ]),
});
export type SourceCredEvent = z.infer<typeof Event>;
const Any = z.object({ action: z.object({ type: z.string() }) });
const READ = new Set(["MERGE_IDENTITIES", "DISTRIBUTE_GRAIN"]);

const MAX_BYTES = 32 * 1_024 * 1_024;

/** The files that an instance publishes. */
export class SourceCredClient {
  constructor(
    private readonly source: string,
    private readonly url: string,
    private readonly request: Request,
  ) {}

  async getAccounts(signal: AbortSignal): Promise<SourceCredAccounts> {
    const options = { expect: "json", schema: Accounts, maxBytes: MAX_BYTES, signal } as const;
    const { body } = await this.request(this.source, { url: this.#urlOf("output/accounts.json"), ...options });
    const odd = body.accounts.find(({ cred }) => cred.length !== body.intervals.length);
    if (odd === undefined) return body;
    throw new SourceError(
      this.source,
      "unexpected",
      "has cred for other intervals than it names",
      "Run its scores again.",
    );
  }

  /** What the ledger says of people and grain, in its order: one JSON object a line. */
  async getLedger(signal: AbortSignal): Promise<SourceCredEvent[]> {
    const options = { expect: "text", schema: z.string(), maxBytes: MAX_BYTES, signal } as const;
    const { body } = await this.request(this.source, { url: this.#urlOf("data/ledger.json"), ...options });
    return body
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => parseJson(this.source, line))
      .filter((line) => READ.has(parseAs(this.source, Any, line).action.type))
      .map((line) => parseAs(this.source, Event, line));
  }

  #urlOf(path: string): string {
    return `${this.url.replace(/\/$/, "")}/${path}`;
  }
}
