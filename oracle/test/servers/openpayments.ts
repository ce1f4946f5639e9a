import { createHash, createPublicKey, type KeyObject, randomUUID, verify } from "node:crypto";
import { type Context, Hono } from "hono";
import { httpbis } from "http-message-signatures";
import { type Served, serveApp } from "../helpers/server.ts";

export interface ServedPayment {
  id: string;
  walletAddress: string;
  receivedAmount: { value: string; assetCode: string; assetScale: number };
  incomingAmount?: { value: string; assetCode: string; assetScale: number };
  completed: boolean;
  createdAt: string;
  expiresAt?: string;
  metadata?: Record<string, unknown>;
}

/** Changes what the server answers with, at one of its doors. */
type Trouble = (context: Context) => Response | undefined;

/**
 * A wallet's three servers as Open Payments describes them and Rafiki runs them: signed requests or 401, tokens that end, payments
 * listed with the newest first, and to whoever is not authorised no more than an amount.
 */
export class OpenPaymentsServer {
  readonly payments: ServedPayment[] = [];
  readonly requests: string[] = [];
  /** Answers before the server does. */
  trouble: Trouble = () => undefined;
  oldestFirst = false;
  expiresIn = 600;
  /** Answers grants by a person's interaction. */
  interactive = false;
  #tokens = new Set<string>();
  #served: Served | undefined;
  readonly #key: KeyObject;

  constructor(
    privateKey: KeyObject,
    private readonly now: () => number,
    readonly keyId = "key-1",
  ) {
    this.#key = createPublicKey(privateKey);
  }

  get url(): string {
    return this.#served?.url ?? "";
  }

  get wallet(): string {
    return `${this.url}/alice`;
  }

  async start(): Promise<void> {
    const app = new Hono();
    app.use(async (context, next) => {
      this.requests.push(`${context.req.method} ${context.req.path}`);
      return this.trouble(context) ?? next();
    });
    app.get("/alice", (context) => context.json(this.describe()));
    app.post("/auth", (context) => this.#grant(context));
    app.get("/op/incoming-payments", (context) => this.#list(context));
    app.get("/op/incoming-payments/:id", (context) => this.#get(context));
    this.#served = await serveApp(app);
  }

  async stop(): Promise<void> {
    await this.#served?.close();
  }

  describe(): Record<string, unknown> {
    return {
      id: this.wallet,
      publicName: "Alice",
      assetCode: "USD",
      assetScale: 9,
      authServer: `${this.url}/auth`,
      resourceServer: `${this.url}/op`,
    };
  }

  /** Takes a payment in; by default one that anybody can still add to for ten minutes. */
  pay(value: bigint | number, more: Partial<ServedPayment> = {}): ServedPayment {
    const payment: ServedPayment = {
      id: `${this.url}/op/incoming-payments/${randomUUID()}`,
      walletAddress: this.wallet,
      receivedAmount: { value: String(value), assetCode: "USD", assetScale: 9 },
      completed: false,
      createdAt: new Date(this.now()).toISOString(),
      expiresAt: new Date(this.now() + 600_000).toISOString(),
      ...more,
    };
    this.payments.push(payment);
    return payment;
  }

  revokeTokens(): void {
    this.#tokens.clear();
  }

  async #grant(context: Context): Promise<Response> {
    const body = await context.req.text();
    const digest = `sha-512=:${createHash("sha512").update(body).digest("base64")}:`;
    const fields = ["@method", "@target-uri", "content-digest", "content-length", "content-type"];
    const isSigned = await this.#isSigned(context, fields);
    if (!isSigned || context.req.header("content-digest") !== digest) return error(context, 401, "invalid_client");
    const { access_token, client } = JSON.parse(body) as { access_token: { access: unknown }; client: unknown };
    const access = [{ type: "incoming-payment", actions: ["read-all", "list-all"], identifier: this.wallet }];
    if (client !== `${this.url}/oracle` || JSON.stringify(access_token.access) !== JSON.stringify(access)) {
      return error(context, 400, "invalid_request");
    }
    const next = { access_token: { value: "33OMUKMKSKU80UPRY5NM" }, uri: `${this.url}/continue/1` };
    if (this.interactive) {
      return context.json({ interact: { redirect: `${this.url}/i`, finish: "x" }, continue: { ...next, wait: 30 } });
    }
    const value = randomUUID();
    this.#tokens.add(value);
    const manage = `${this.url}/token/${randomUUID()}`;
    return context.json({ access_token: { value, manage, expires_in: this.expiresIn, access }, continue: next });
  }

  async #list(context: Context): Promise<Response> {
    if (!(await this.#isAuthorised(context))) return error(context, 401, "invalid_token");
    if (context.req.query("wallet-address") !== this.wallet) return error(context, 404, "not_found");
    const first = Number(context.req.query("first") ?? 20);
    if (first > 100) return error(context, 400, "invalid_request");
    const list = this.oldestFirst ? this.payments : this.payments.toReversed();
    const cursor = context.req.query("cursor");
    const from = cursor === undefined ? 0 : list.findIndex(({ id }) => id.endsWith(cursor)) + 1;
    const result = list.slice(from, from + first);
    const name = (payment: ServedPayment | undefined) => payment?.id.split("/").at(-1);
    return context.json({
      pagination: {
        startCursor: name(result.at(0)),
        endCursor: name(result.at(-1)),
        hasNextPage: from + first < list.length,
        hasPreviousPage: from > 0,
      },
      result,
    });
  }

  async #get(context: Context): Promise<Response> {
    const payment = this.payments.find(({ id }) => id.endsWith(`/${context.req.param("id")}`));
    if (payment === undefined) return error(context, 404, "not_found");
    if (await this.#isAuthorised(context)) return context.json({ ...payment, methods: [] });
    if (context.req.header("authorization") !== undefined) return error(context, 401, "invalid_token");
    return context.json({ receivedAmount: payment.receivedAmount, authServer: `${this.url}/auth` });
  }

  async #isAuthorised(context: Context): Promise<boolean> {
    const [, token] = /^GNAP (.+)$/.exec(context.req.header("authorization") ?? "") ?? [];
    if (token === undefined || !this.#tokens.has(token)) return false;
    return this.#isSigned(context, ["@method", "@target-uri", "authorization"]);
  }

  async #isSigned(context: Context, requiredFields: string[]): Promise<boolean> {
    const { method, url } = context.req;
    const input = context.req.header("signature-input") ?? "";
    if (!input.startsWith("sig1=")) return false;
    const keyLookup = ({ keyid }: { keyid?: string }) =>
      Promise.resolve(
        keyid === this.keyId
          ? {
              id: this.keyId,
              verify: (data: Buffer, signature: Buffer) => Promise.resolve(verify(null, data, this.#key, signature)),
            }
          : null,
      );
    const times = { notAfter: new Date(this.now() + 5_000), requiredParams: ["created", "keyid"] };
    const message = { method, url, headers: context.req.header() };
    try {
      return (await httpbis.verifyMessage({ keyLookup, requiredFields, ...times }, message)) === true;
    } catch {
      return false;
    }
  }
}

function error(context: Context, status: 400 | 401 | 404, code: string): Response {
  return context.json({ error: { code, description: code } }, status);
}
