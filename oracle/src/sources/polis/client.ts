import { z } from "zod";
import { SourceError } from "../../errors.ts";
import type { Request } from "../../http/request.ts";

const Table = z.array(z.array(z.string()));
const Count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const Comment = z.object({ "comment-id": Count, moderated: z.enum(["-1", "0", "1"]), "comment-body": z.string() });
export type PolisComment = z.infer<typeof Comment>;

const Vote = z.object({ timestamp: Count, "comment-id": Count, "voter-id": Count, vote: z.enum(["-1", "0", "1"]) });
export type PolisVote = z.infer<typeof Vote>;

/** The exports of a conversation's report. */
export class PolisClient {
  constructor(
    private readonly source: string,
    private readonly url: string,
    private readonly request: Request,
    private readonly maxBytes: number,
  ) {}

  /** What is said of a conversation, by its names. */
  async getSummary(report: string, signal: AbortSignal): Promise<Record<string, string>> {
    return Object.fromEntries(
      (await this.#export(report, "summary", signal)).map(([name = "", value = ""]) => [name, value]),
    );
  }

  getComments(report: string, signal: AbortSignal): Promise<PolisComment[]> {
    return this.#rows(report, "comments", Comment, signal);
  }

  /** In the order in which they were cast; who votes again has several. */
  getVotes(report: string, signal: AbortSignal): Promise<PolisVote[]> {
    return this.#rows(report, "votes", Vote, signal);
  }

  async #rows<T>(report: string, name: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T[]> {
    const [head = [], ...rows] = await this.#export(report, name, signal);
    return rows.map((row, index) => {
      const { data } = schema.safeParse(Object.fromEntries(head.map((column, at) => [column, row[at]])));
      if (data !== undefined) return data;
      const what = `exports ${name} of which row ${index + 1} is not one`;
      throw new SourceError(this.source, "unexpected", what, "See whether its export has changed.");
    });
  }

  async #export(report: string, name: string, signal: AbortSignal): Promise<string[][]> {
    const url = `${this.url.replace(/\/$/, "")}/api/v3/reportExport/${encodeURIComponent(report)}/${name}.csv`;
    const { maxBytes } = this;
    const { body } = await this.request(this.source, {
      url,
      expect: "csv",
      schema: Table,
      maxBytes,
      timeoutMs: 120_000,
      signal,
    });
    return body;
  }
}
