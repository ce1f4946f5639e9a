import { type Context, Hono } from "hono";
import { serveApp } from "../helpers/server.ts";

export interface Order {
  id: string;
  status: string;
  frequency: string;
  createdAt: string;
  amount: { value: number; currency: string };
  fromAccount: { id: string; isIncognito: boolean };
  transactions: {
    id: string;
    type: string;
    kind: string;
    amount: { value: number; currency: string };
    createdAt: string;
    isRefund: boolean;
    isRefunded: boolean;
  }[];
}

export interface OpenCollectiveServer {
  url: string;
  orders: Order[];
  asked: number;
  interfere?: ((context: Context) => Response | undefined | Promise<Response | undefined>) | undefined;
  order(more?: Partial<Order>): Order;
  /** Takes a month's payment; the platform's share and the like come with it as rows of their own. */
  pay(order: Order, at: string): void;
  refund(order: Order): void;
  close(): Promise<void>;
}

/** The one query of the GraphQL interface that is asked, with its pages. */
export async function startOpenCollective(): Promise<OpenCollectiveServer> {
  const state = { orders: [], asked: 0 } as unknown as OpenCollectiveServer;
  const app = new Hono();
  app.post("/graphql/v2", async (context) => {
    state.asked++;
    const interference = await state.interfere?.(context);
    if (interference !== undefined) return interference;
    if (context.req.header("personal-token") !== "a-token")
      return context.json({ error: { message: "Invalid token" } }, 401);
    const { variables } = await context.req.json<{ variables: { slug: string; limit: number; offset: number } }>();
    const { slug, limit, offset } = variables;
    const nodes = state.orders.slice(offset, offset + Math.min(limit, 1_000));
    const account = slug === "trees" ? { orders: { totalCount: state.orders.length, nodes } } : null;
    return context.json({ data: { account } });
  });
  const served = await serveApp(app);
  return Object.assign(state, {
    url: `${served.url}/graphql/v2`,
    close: () => served.close(),
    order: (more: Partial<Order> = {}): Order => {
      const order = {
        id: `order-${state.orders.length}`,
        status: "ACTIVE",
        frequency: "MONTHLY",
        createdAt: "2026-01-01T00:00:00.000Z",
        amount: { value: 12.5, currency: "EUR" },
        fromAccount: { id: "ann", isIncognito: false },
        transactions: [],
        ...more,
      };
      state.orders.push(order);
      return order;
    },
    pay: ({ id, amount, transactions }: Order, createdAt: string): void => {
      const row = { amount, createdAt, type: "CREDIT", isRefund: false, isRefunded: false };
      const number = transactions.length;
      transactions.unshift({ ...row, id: `${id}-${number}`, kind: "CONTRIBUTION" });
      transactions.push({ ...row, id: `${id}-${number}-tip`, kind: "PLATFORM_TIP" });
    },
    refund: (order: Order): void => {
      const [latest] = order.transactions;
      if (latest === undefined) return;
      latest.isRefunded = true;
      order.status = "REFUNDED";
      const amount = { ...latest.amount, value: -latest.amount.value };
      order.transactions.push({
        ...latest,
        id: `${latest.id}-refund`,
        type: "DEBIT",
        amount,
        isRefund: true,
        isRefunded: false,
      });
    },
  });
}
