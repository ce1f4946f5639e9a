import type { Context } from "hono";
import type { z } from "zod";
import type { Clock } from "../clock.ts";
import { SourceError } from "../errors.ts";
import { decodeText, readBody } from "../http/body.ts";
import { parseJson } from "../http/json.ts";
import { parseAs } from "../http/request.ts";
import type { Database } from "../storage/Database.ts";
import { isSameSecret, SIGNATURE_HEADER, SIGNATURE_WINDOW, signedAt } from "../verification/webhookSignature.ts";
import type { CommunityConfig, MetagovConfig } from "./config.ts";
import { clientOf, createLimit } from "./limits.ts";
import { CLIENT, GatewayRefusal } from "./refusal.ts";

const COMMUNITY_HEADER = "X-Metagov-Community";

/** Who asks, for which community, and what. */
export interface Asked {
  community: string;
  config: CommunityConfig;
  body: Uint8Array;
  /** Seconds; when it was signed. Undefined for who showed a token. */
  signedAt: number | undefined;
  /** What shows to others that it was signed: {@link readEvidence} reads it. */
  evidence: string | undefined;
}

export interface RequestsDependencies {
  config: MetagovConfig;
  database: Database;
  clock: Clock;
}

/** What all routes do first: limits, community, credentials, body. Credentials come before the body is looked at. */
export class Requests {
  readonly #config: MetagovConfig;
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #limit: (client: string) => void;
  readonly #publicLimit: (client: string) => void;

  constructor({ config, database, clock }: RequestsDependencies) {
    this.#config = config;
    this.#database = database;
    this.#clock = clock;
    this.#limit = createLimit(clock, config.limit);
    this.#publicLimit = createLimit(clock, config.publicLimit);
  }

  /** For everybody. */
  async publicly(context: Context): Promise<Asked> {
    this.limitPublic(context);
    const [community, config] = this.#named(context);
    return { community, config, body: await this.body(context), signedAt: undefined, evidence: undefined };
  }

  limitPublic(context: Context): void {
    this.#publicLimit(clientOf(context, this.#config.proxies));
  }

  /** For drivers. Names its community. */
  async internally(context: Context): Promise<Asked> {
    this.#limit(clientOf(context, this.#config.proxies));
    const [community] = this.#named(context);
    return this.#admit(context, [community]);
  }

  /** For drivers, where the original asks for no community: that of the credentials. */
  async anywhere(context: Context): Promise<Asked> {
    this.#limit(clientOf(context, this.#config.proxies));
    return this.#admit(context, Object.keys(this.#config.communities));
  }

  /** For platforms, which sign in their own ways. */
  async fromPlatform(context: Context, community: string): Promise<{ config: CommunityConfig; body: Uint8Array }> {
    this.#limit(clientOf(context, this.#config.proxies));
    const config = this.#configOf(community);
    if (config === undefined) throw new GatewayRefusal(404, "Not found.");
    return { config, body: await this.body(context) };
  }

  body(context: Context): Promise<Uint8Array> {
    return receiveBody(context, this.#clock, this.#config);
  }

  #named(context: Context): [community: string, config: CommunityConfig] {
    const community = context.req.header(COMMUNITY_HEADER);
    if (community === undefined || community === "") {
      throw new GatewayRefusal(400, `Missing required header '${COMMUNITY_HEADER}'`);
    }
    const config = this.#configOf(community);
    if (config === undefined) throw new GatewayRefusal(400, `Community '${community.slice(0, 64)}' not found`);
    return [community, config];
  }

  #configOf(community: string): CommunityConfig | undefined {
    return Object.hasOwn(this.#config.communities, community) ? this.#config.communities[community] : undefined;
  }

  async #admit(context: Context, communities: readonly string[]): Promise<Asked> {
    const header = context.req.header(SIGNATURE_HEADER);
    if (header === undefined) {
      const community = this.#tokenOf(context, communities);
      if (community === undefined) throw new GatewayRefusal(401, "Authentication credentials were not provided.");
      return { ...this.#of(community), body: await this.body(context), signedAt: undefined, evidence: undefined };
    }
    const body = await this.body(context);
    const { method, path } = context.req;
    for (const community of communities) {
      const secret = this.#configOf(community)?.signingSecret;
      if (secret === undefined) continue;
      const at = signedAt(secret, header, signedPart(method, path, community, body), this.#seconds());
      if (at === undefined) continue;
      if (method !== "GET") await this.#refuseReplay(header);
      const evidence = JSON.stringify({ method, path, community, header, body: Buffer.from(body).toString("base64") });
      return { ...this.#of(community), body, signedAt: at, evidence };
    }
    throw new GatewayRefusal(401, "Invalid signature.");
  }

  #of(community: string): { community: string; config: CommunityConfig } {
    const config = this.#configOf(community);
    if (config === undefined) throw new TypeError("Only communities that are there are admitted.");
    return { community, config };
  }

  /** A bearer token, or the password of basic authentication: what `https://driver:token@host` in a METAGOV_URL sends. */
  #tokenOf(context: Context, communities: readonly string[]): string | undefined {
    const [, kind = "", credentials = ""] =
      /^(Bearer|Basic) +(\S+)$/i.exec(context.req.header("authorization") ?? "") ?? [];
    if (credentials === "") return undefined;
    const plain = kind.toLowerCase() === "basic" ? Buffer.from(credentials, "base64").toString() : `:${credentials}`;
    const token = plain.slice(plain.indexOf(":") + 1);
    const known = communities.filter((community) =>
      this.#configOf(community)?.tokens.reduce((found, one) => isSameSecret(one, token) || found, false),
    );
    if (known.length === 0) throw new GatewayRefusal(401, "Invalid token.");
    return known[0];
  }

  /** The same signature twice is the same request twice: whoever repeats one signs anew. */
  async #refuseReplay(header: string): Promise<void> {
    const now = this.#seconds();
    await this.#database.query("DELETE FROM gateway_signatures WHERE until < $1", [now]);
    const fresh = await this.#database.query(
      "INSERT INTO gateway_signatures (signature, until) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING until",
      [header, now + 2 * SIGNATURE_WINDOW],
    );
    if (fresh.length === 0) throw new GatewayRefusal(401, "Signature was used before.");
  }

  #seconds(): number {
    return Math.floor(this.#clock.now() / 1_000);
  }
}

/** A body of at most so many bytes, within so many milliseconds. */
export async function receiveBody(
  context: Context,
  clock: Clock,
  { maxBodyBytes, bodyTimeout }: Pick<MetagovConfig, "maxBodyBytes" | "bodyTimeout">,
): Promise<Uint8Array> {
  if ((context.req.header("content-encoding") ?? "identity") !== "identity") {
    throw new GatewayRefusal(415, "Bodies are taken uncompressed.");
  }
  const done = new AbortController();
  const late = clock.sleep(bodyTimeout, done.signal).then(() => {
    throw new SourceError(CLIENT, "timeout", "The body did not arrive in time", "Nothing is to be done.");
  });
  late.catch(() => undefined);
  try {
    return await readBody(CLIENT, context.req.raw.body, maxBodyBytes, late);
  } finally {
    done.abort();
  }
}

/** What drivers sign: to do what, for whom, with which body. */
export function signedPart(method: string, path: string, community: string, body: Uint8Array | string): Uint8Array {
  return Buffer.concat([Buffer.from(`${method} ${path}\n${community}\n`), Buffer.from(body)]);
}

/** A body as what it has to be; one that is empty as `{}`, which is how some ask for an action without parameters. */
export function readJson<T>(context: Context, body: Uint8Array, schema: z.ZodType<T>): T {
  const type = context.req.header("content-type") ?? null;
  const text = decodeText(CLIENT, body, type);
  const value = text.trim() === "" ? {} : parseJson(CLIENT, text);
  if (text.includes(String.raw`\u0000`)) refuseNothing();
  return parseAs(CLIENT, schema, value);
}

/** What follows the question mark as what it has to be. */
export function readQuery<T>(context: Context, schema: z.ZodType<T>): T {
  const query = context.req.query();
  if (Object.values(query).some((value) => value.includes("\0"))) refuseNothing();
  return parseAs(CLIENT, schema, query);
}

/** No database keeps it. */
function refuseNothing(): never {
  throw new GatewayRefusal(400, "Texts cannot hold the character 0.");
}
