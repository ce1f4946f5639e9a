import { type Address, type Hex, isHex, keccak256 } from "viem";
import { getChainId } from "viem/actions";
import { parseSiweMessage, verifySiweMessage } from "viem/siwe";
import type { ReadClient } from "../core/client.ts";
import { type Release, ReleaseReader } from "./chain.ts";
import { Sessions } from "./sessions.ts";

/** What the middleware needs of a request of Node's `http`, or of whatever is built on it. */
export interface HttpRequest extends AsyncIterable<Uint8Array | string> {
  method?: string | undefined;
  url?: string | undefined;
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What it needs of a response. */
export interface HttpResponse {
  writeHead(status: number, headers: Record<string, string | number>): unknown;
  end(body?: string | Uint8Array): unknown;
}

export interface ReleaseMiddlewareOptions {
  /** Reads the chain; verifies signatures of wallets that are contracts, too. */
  client: ReadClient;
  /** The Releases contract. */
  releases: Address;
  /** The package, as npm knows it. */
  name: string;
  /** Host and port under which visitors reach the server, which the message they sign has to name. */
  domain: string;
  /** Where the server is found, without a slash at the end, e.g. `https://npm.example`. */
  origin: string;
  /** The bytes of a version's package; nothing if they are missing. Served only if they are what was published. */
  load: (version: string) => Promise<Uint8Array | undefined>;
  /** Seconds for which a visitor stays signed in; a day if nothing is said. */
  sessionLifetime?: number | undefined;
  /** Seconds since 1970; the machine's clock if nothing is said. */
  now?: (() => number) | undefined;
}

/** Serves what concerns it, and leaves the rest to `next`. */
export type ReleaseMiddleware = (
  request: HttpRequest,
  response: HttpResponse,
  next?: (error?: unknown) => void,
) => Promise<void>;

const LONGEST_BODY = 16_384;
const NONCE_LIFETIME = 600;
const DAY = 86_400;

class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Middleware for Node servers that serves a package as a registry of npm does: every release to patrons who have signed in
 * with Ethereum (EIP-4361; wallets that are contracts by ERC-1271), and to everybody what is open to everyone.
 *
 * - `POST /-/nonce` gives `{ nonce }`, and `POST /-/sign-in` with `{ message, signature }` gives `{ token, expiresAt }`.
 * - `GET /<name>` lists the versions that whoever asks may have; `GET /<name>/-/<file>-<version>.tgz` is one of them.
 *
 * The token goes into `Authorization: Bearer …`, or into `.npmrc` as `//host/:_authToken=…`, and `npm install` works.
 *
 * @param options - {@link ReleaseMiddlewareOptions}
 * @returns {@link ReleaseMiddleware}
 *
 * @example
 * import { readFile } from "node:fs/promises";
 * import { createServer } from "node:http";
 * import { createReleaseMiddleware } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const serve = createReleaseMiddleware({
 *   client: createPublicClient({ transport: http("http://127.0.0.1:8545") }),
 *   releases: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   name: "our-library",
 *   domain: "localhost:4873",
 *   origin: "http://localhost:4873",
 *   load: (version) => readFile(`packages/our-library-${version}.tgz`).catch(() => undefined),
 * });
 * createServer((request, response) => void serve(request, response)).listen(4873, "127.0.0.1");
 */
export function createReleaseMiddleware(options: ReleaseMiddlewareOptions): ReleaseMiddleware {
  const now = options.now ?? (() => Math.floor(Date.now() / 1000));
  const sessionLifetime = options.sessionLifetime ?? DAY;
  const sessions = new Sessions({ nonceLifetime: NONCE_LIFETIME, sessionLifetime, now });
  const reader = new ReleaseReader(options.client, options.releases);
  const shop: Shop = { options, sessions, reader, now };
  return async (request, response, next) => {
    try {
      const answer = await answerTo(shop, request);
      if (answer !== undefined) send(response, answer);
      else if (next === undefined) throw new HttpError(404, "there is nothing here");
      else next();
    } catch (error) {
      if (!(error instanceof HttpError) && next !== undefined) return next(error);
      const known = error instanceof HttpError ? error : new HttpError(502, "the chain cannot be read now");
      send(response, { status: known.status, body: JSON.stringify({ error: known.message }) });
    }
  };
}

interface Shop {
  options: ReleaseMiddlewareOptions;
  sessions: Sessions;
  reader: ReleaseReader;
  now: () => number;
}

interface Answer {
  status: number;
  body: string | Uint8Array;
}

function send(response: HttpResponse, { status, body }: Answer): void {
  const type = typeof body === "string" ? "application/json" : "application/octet-stream";
  const challenge = status === 401 ? { "www-authenticate": "Bearer" } : {};
  // What one may have another may not: nothing of it belongs into a cache between them.
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "private, no-store",
    vary: "authorization",
    ...challenge,
  });
  response.end(body);
}

async function answerTo(shop: Shop, request: HttpRequest): Promise<Answer | undefined> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  if (request.method === "POST" && path === "/-/nonce") {
    return { status: 200, body: JSON.stringify({ nonce: shop.sessions.nonce() }) };
  }
  if (request.method === "POST" && path === "/-/sign-in") return signIn(shop, request);
  if (request.method !== "GET") return undefined;
  const { name } = shop.options;
  if (path === `/${name}` || path.toLowerCase() === `/${name.replace("/", "%2f")}`) {
    return { status: 200, body: JSON.stringify(await listFor(shop, accountOf(shop, request))) };
  }
  const version = versionIn(path, name);
  return version === undefined ? undefined : download(shop, version, accountOf(shop, request));
}

function fileOf(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}

function versionIn(path: string, name: string): string | undefined {
  const start = `/${name}/-/${fileOf(name)}-`;
  const end = ".tgz";
  return path.startsWith(start) && path.endsWith(end) ? path.slice(start.length, -end.length) : undefined;
}

// ---------------------------------------------------------------- who asks

async function bodyOf(request: HttpRequest): Promise<{ message: string; signature: Hex }> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of request) {
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST_BODY) throw new HttpError(413, "too much was sent");
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new HttpError(400, "what was sent is not JSON");
  }
  const { message, signature } = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  if (typeof message !== "string" || !isHex(signature)) throw new HttpError(400, "message and signature are expected");
  return { message, signature };
}

async function signIn({ options, sessions, now }: Shop, request: HttpRequest): Promise<Answer> {
  const { message, signature } = await bodyOf(request);
  const { address, nonce, chainId, uri } = parseSiweMessage(message);
  const refused = new HttpError(401, "the message is not signed, not for this server, or not in time");
  // Whatever becomes of it, a nonce is signed once.
  if (address === undefined || nonce === undefined || !sessions.spend(nonce)) throw refused;
  if (uri === undefined || !isWithin(uri, options.origin)) throw refused;
  if (chainId !== (await getChainId(options.client))) throw refused;
  const time = new Date(now() * 1000);
  const said = { message, signature, nonce, domain: options.domain, time };
  if (!(await verifySiweMessage(options.client, said))) throw refused;
  return { status: 200, body: JSON.stringify(sessions.open(address)) };
}

function isWithin(uri: string, origin: string): boolean {
  return uri === origin || uri.startsWith(`${origin}/`);
}

/** Who has signed in; nobody in particular without a token. A token that is no longer good is refused, not passed over. */
function accountOf({ sessions }: Shop, request: HttpRequest): Address | undefined {
  const header = request.headers["authorization"];
  if (typeof header !== "string") return undefined;
  const [, token] = /^Bearer ([0-9a-f]{48})$/i.exec(header) ?? [];
  const account = token === undefined ? undefined : sessions.accountOf(token.toLowerCase());
  if (account === undefined) throw new HttpError(401, "sign in again");
  return account;
}

// ---------------------------------------------------------------- what they get

async function download({ options, reader }: Shop, version: string, account: Address | undefined): Promise<Answer> {
  const release = await reader.find(version);
  if (release === undefined) throw new HttpError(404, `there is no version ${version}`);
  if (!(await reader.hasAccess(release, account))) {
    if (account === undefined) throw new HttpError(401, `version ${version} is for patrons so far: sign in`);
    throw new HttpError(403, `version ${version} is for patrons so far`);
  }
  const bytes = await options.load(release.version);
  if (bytes === undefined) throw new HttpError(404, `the package of version ${version} is missing`);
  if (keccak256(bytes) !== release.content)
    throw new HttpError(500, `the package of version ${version} is not what was published`);
  return { status: 200, body: bytes };
}

/** The document by which npm finds a package's versions: of those that whoever asks may have, and the newest of them. */
async function listFor({ options, reader }: Shop, account: Address | undefined) {
  const releases = await reader.list();
  const allowed = await Promise.all(releases.map((release) => reader.hasAccess(release, account)));
  const listed = releases.filter((_, i) => allowed[i] === true);
  const { name, origin } = options;
  const entry = ({ version }: Release) => {
    const tarball = `${origin}/${name}/-/${fileOf(name)}-${version}.tgz`;
    return [version, { name, version, dist: { tarball } }] as const;
  };
  const newest = listed.at(-1);
  return {
    name,
    "dist-tags": newest === undefined ? {} : { latest: newest.version },
    versions: Object.fromEntries(listed.map(entry)),
  };
}
