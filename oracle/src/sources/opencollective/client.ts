import { z } from "zod";
import { LosslessNumber } from "lossless-json";
import { SourceError } from "../../errors.ts";
import type { Request } from "../../http/request.ts";

const Id = z.string().min(1).max(512);
const Time = z.iso.datetime({ offset: true });
const Amount = z.object({
  value: z.union([z.number(), z.bigint(), z.instanceof(LosslessNumber)]),
  currency: z.string().regex(/^[A-Z]{3,10}$/),
});

const Order = z.object({
  id: Id,
  status: z.string(),
  frequency: z.string().nullish(),
  createdAt: Time,
  amount: Amount,
  fromAccount: z.object({ id: Id, isIncognito: z.boolean().nullish() }).nullish(),
  transactions: z.array(
    z.object({
      id: Id,
      type: z.string(),
      kind: z.string().nullish(),
      amount: Amount,
      createdAt: Time,
      isRefund: z.boolean().nullish(),
      isRefunded: z.boolean().nullish(),
    }),
  ),
});
export type OpenCollectiveOrder = z.infer<typeof Order>;

const Answer = z.object({
  data: z.object({
    account: z.object({ orders: z.object({ totalCount: z.int(), nodes: z.array(Order) }) }).nullable(),
  }),
});

const ORDERS = `query($slug:String!,$limit:Int!,$offset:Int!){account(slug:$slug){orders(filter:INCOMING,limit:$limit,offset:$offset,orderBy:{field:CREATED_AT,direction:ASC}){totalCount nodes{id status frequency createdAt amount{value currency} fromAccount{id isIncognito} transactions{id type kind amount{value currency} createdAt isRefund isRefunded}}}}}`;

const PAGE = 100;
const MAX_ORDERS = 50_000;

export class OpenCollectiveClient {
  constructor(
    private readonly source: string,
    private readonly url: string,
    private readonly slug: string,
    private readonly token: string,
    private readonly request: Request,
  ) {}

  /** Every order that a collective got, the oldest first, with what was paid for it. */
  async *getOrders(signal: AbortSignal): AsyncGenerator<OpenCollectiveOrder> {
    for (let offset = 0; offset < MAX_ORDERS; offset += PAGE) {
      const { source, url, slug, token } = this;
      const { body } = await this.request(source, {
        method: "POST",
        url,
        headers: { "content-type": "application/json", "personal-token": token },
        body: JSON.stringify({ query: ORDERS, variables: { slug, limit: PAGE, offset } }),
        expect: "json",
        schema: Answer,
        signal,
      });
      if (body.data.account === null)
        throw new SourceError(source, "not-found", `has no ${slug}`, "Configure another.");
      const { nodes, totalCount } = body.data.account.orders;
      yield* nodes;
      if (nodes.length === 0 || offset + nodes.length >= totalCount) return;
    }
    throw new SourceError(this.source, "oversized", `has more than ${MAX_ORDERS} orders`, "Read it in another way.");
  }
}
