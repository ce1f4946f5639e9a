import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { SourceError } from "../../errors.ts";
import { parseJson } from "../../http/json.ts";
import { parseAs, type Request, type RequestOptions } from "../../http/request.ts";
import { walletAddress } from "../../verification/paymentPointers.ts";
import { foldMembers } from "./page.ts";
import { Amount, Moment } from "./payment.ts";
import { signedHeaders, type SigningKey } from "./signing.ts";

const Url = z.url({ protocol: /^https?$/ }).max(2_048);

const WalletAddress = z.object({
  id: Url,
  assetCode: z.string().min(1).max(64),
  assetScale: z.int().min(0).max(255),
  authServer: Url,
  resourceServer: Url,
});
type WalletAddress = z.infer<typeof WalletAddress>;

/** What only an authorised read shows. What anybody can read, an amount and a server, fits no wallet and proves nothing. */
export const IncomingPayment = z.object({
  id: Url,
  walletAddress: Url,
  receivedAmount: Amount,
  completed: z.boolean(),
  expiresAt: Moment.optional(),
  createdAt: Moment,
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
export type IncomingPayment = z.infer<typeof IncomingPayment>;

const Page = z.object({
  pagination: z.object({ hasNextPage: z.boolean(), endCursor: z.string().min(1).max(512).optional() }),
  result: z.array(z.string()).max(100),
});
export interface Page {
  /** Each one's JSON, not looked at yet: payers write into it. */
  payments: string[];
  /** Undefined on the last one. */
  next: string | undefined;
}

const Grant = z.object({
  access_token: z.object({
    value: z.string().regex(/^[\x21-\x7e]{1,4096}$/),
    expires_in: z.int().positive().optional(),
  }),
});

/** Characters of a payment that is looked at: reading more of what a payer writes takes everybody's time. */
export const LONGEST_PAYMENT = 65_536;
/** How many payments are asked for at once, and how many bytes they may take. A server bounds what one payment can hold. */
const PAGES = [
  { first: 100, maxBytes: 4 * 1_024 * 1_024 },
  { first: 10, maxBytes: 8 * 1_024 * 1_024 },
  { first: 1, maxBytes: 16 * 1_024 * 1_024 },
] as const;
/** A token that has less left than this is not used any more. */
const MARGIN = 30_000;
const LIFETIME = 600_000;

export interface ClientOptions {
  source: string;
  /** The governed wallet's address. */
  wallet: string;
  /** The wallet address that the server finds our key by. */
  client: string;
  key: SigningKey;
}

/** What has to come. */
type Wanted<T> = Pick<RequestOptions<T>, "expect" | "maxBytes" | "schema">;

/** Reads a wallet's incoming payments with a grant of its own. */
export class OpenPaymentsClient {
  readonly #options: ClientOptions;
  readonly #request: Request;
  readonly #clock: Clock;
  #wallet: WalletAddress | undefined;
  #token: { value: string; until: number } | undefined;

  constructor(options: ClientOptions, { request, clock }: { request: Request; clock: Clock }) {
    [this.#options, this.#request, this.#clock] = [options, request, clock];
  }

  /** A page of the wallet's incoming payments, in the server's order: the longest that is not too large. */
  async list(cursor: string | undefined, signal: AbortSignal): Promise<Page> {
    for (const page of PAGES) {
      try {
        return await this.#list(cursor, page, signal);
      } catch (error) {
        if (!(error instanceof SourceError) || error.fault !== "oversized" || page === PAGES.at(-1)) throw error;
      }
    }
    throw new RangeError("unreachable: the last page is returned or refused");
  }

  async #list(
    cursor: string | undefined,
    { first, maxBytes }: (typeof PAGES)[number],
    signal: AbortSignal,
  ): Promise<Page> {
    const { resourceServer } = await this.#describe(signal);
    const url = new URL(`${resourceServer.replace(/\/$/, "")}/incoming-payments`);
    url.searchParams.set("wallet-address", this.#options.wallet);
    url.searchParams.set("first", String(first));
    if (cursor !== undefined) url.searchParams.set("cursor", cursor);
    const { source } = this.#options;
    const text = await this.#read<string>(url.href, { expect: "text", maxBytes }, signal);
    const { pagination, result } = parseAs(source, Page, parseJson(source, foldMembers(text, LONGEST_PAYMENT)));
    if (!pagination.hasNextPage) return { payments: result, next: undefined };
    if (pagination.endCursor === undefined || pagination.endCursor === cursor || result.length === 0) {
      throw this.#refusal(
        "unexpected",
        "says there is another page and not where",
        "See whether its interface changed.",
      );
    }
    return { payments: result, next: pagination.endCursor };
  }

  /**
   * One payment, by the address that names it.
   * @returns undefined if it is not one of this wallet's server, or not to be had with our grant
   */
  async get(id: string, signal: AbortSignal): Promise<unknown> {
    const { resourceServer } = await this.#describe(signal);
    // Our token goes to the wallet's own server alone.
    const base = `${resourceServer.replace(/\/$/, "")}/incoming-payments/`;
    if (!id.startsWith(base) || !/^[A-Za-z0-9_-]{1,128}$/.test(id.slice(base.length))) return undefined;
    try {
      return await this.#read(id, { expect: "json", maxBytes: 4 * LONGEST_PAYMENT }, signal);
    } catch (error) {
      if (error instanceof SourceError && error.fault === "not-found") return undefined;
      throw error;
    }
  }

  /** Reads with the token; asks for another once if the server does not take it any more. */
  async #read<T>(url: string, wanted: Wanted<T>, signal: AbortSignal): Promise<T> {
    const used = await this.#authorise(signal);
    try {
      return await this.#send({ method: "GET", url, token: used }, wanted, signal);
    } catch (error) {
      if (!(error instanceof SourceError) || error.fault !== "unauthorized") throw error;
      if (this.#token?.value === used) this.#token = undefined;
      return this.#send({ method: "GET", url, token: await this.#authorise(signal) }, wanted, signal);
    }
  }

  async #describe(signal: AbortSignal): Promise<WalletAddress> {
    if (this.#wallet !== undefined) return this.#wallet;
    const { source, wallet } = this.#options;
    const headers = { accept: "application/json" };
    const { body } = await this.#request(source, {
      url: wallet,
      headers,
      expect: "json",
      schema: WalletAddress,
      signal,
    });
    if (walletAddress(body.id) !== wallet) {
      throw this.#refusal(
        "unexpected",
        `describes ${body.id}, not ${wallet}`,
        "Configure the wallet by its own address.",
      );
    }
    for (const server of [body.authServer, body.resourceServer]) {
      if (walletAddress(server) !== undefined) continue;
      throw this.#refusal("unexpected", `names ${server} as its server, which is not safe`, "It has to be https.");
    }
    return (this.#wallet = body);
  }

  async #authorise(signal: AbortSignal): Promise<string> {
    if (this.#token !== undefined && this.#token.until > this.#clock.now()) return this.#token.value;
    const { authServer } = await this.#describe(signal);
    const access = [{ type: "incoming-payment", actions: ["read-all", "list-all"], identifier: this.#options.wallet }];
    const body = JSON.stringify({ access_token: { access }, client: this.#options.client });
    const asked = this.#clock.now();
    const answer = await this.#send({ method: "POST", url: authServer, body }, { expect: "json" }, signal);
    if (!Grant.safeParse(answer).success && z.object({ interact: z.unknown() }).safeParse(answer).data?.interact) {
      throw this.#refusal(
        "unauthorized",
        "wants a person to allow it",
        "Have its operator grant list-all and read-all.",
      );
    }
    const { access_token: token } = parseAs(this.#options.source, Grant, answer);
    const lifetime = token.expires_in === undefined ? LIFETIME : token.expires_in * 1_000;
    this.#token = { value: token.value, until: asked + lifetime - Math.min(MARGIN, lifetime / 2) };
    return token.value;
  }

  async #send<T>(
    call: { method: "GET" | "POST"; url: string; body?: string; token?: string },
    wanted: Wanted<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { method, body } = call;
    // Signed is what is sent: a URL that fetch would write otherwise must not differ.
    const { href: url } = new URL(call.url);
    const headers = await signedHeaders(this.#options.key, this.#clock.now(), { ...call, url });
    const content = body === undefined ? {} : { body };
    const reply = await this.#request<T>(this.#options.source, {
      method,
      url,
      headers,
      ...content,
      ...wanted,
      signal,
    });
    return reply.body;
  }

  #refusal(fault: "unexpected" | "unauthorized", what: string, advice: string): SourceError {
    return new SourceError(this.#options.source, fault, what, advice);
  }
}
