import type { z } from "zod";
import type { Clock } from "../clock.ts";
import { SourceError } from "../errors.ts";
import { decodeText, readBody } from "./body.ts";
import { parseCsv } from "./csv.ts";
import { parseJson } from "./json.ts";
import { createPublicFetch } from "./publicFetch.ts";
import { refuseStatus } from "./status.ts";

export interface RequestOptions<T> {
  /** Default GET. */
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string | URL;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** What has to come: `csv` becomes rows of fields, `nothing` is not looked at. */
  expect: "json" | "csv" | "text" | "nothing";
  /** What the body must be; without it, it is unknown. */
  schema?: z.ZodType<T>;
  /** Of the body, unpacked. Default 4 MiB. */
  maxBytes?: number;
  /** From the call to the body's last byte, redirects included. Default 30 s. */
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
  /** For addresses that members chose: refuses every host that is not on the public internet. */
  publicOnly?: boolean;
}

export interface Reply<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Asks an outside system. All that can go wrong is a SourceError. */
export type Request = <T = unknown>(source: string, options: RequestOptions<T>) => Promise<Reply<T>>;

export interface RequestDependencies {
  clock: Clock;
  fetch?: typeof fetch;
  /** Used where `publicOnly` is asked for; by default one that no private address gets past. */
  publicFetch?: typeof fetch;
}

const MAX_BYTES = 4 * 1_024 * 1_024;
const TIMEOUT = 30_000;
const MAX_REDIRECTS = 3;

/** The one door to the outside: nobody else calls fetch. */
export function createRequest(dependencies: RequestDependencies): Request {
  return async (source, options) => {
    const deadline = startDeadline(source, dependencies.clock, options.timeoutMs ?? TIMEOUT, options.signal);
    try {
      const response = await follow(source, dependencies, options, deadline);
      if (!response.ok) throw await refuseStatus(source, response, dependencies.clock, deadline.passed);
      const body = await readReply(source, response, options, deadline.passed);
      return { status: response.status, headers: response.headers, body };
    } catch (error) {
      if (error instanceof SourceError) throw error;
      const { host } = new URL(options.url);
      throw new SourceError(source, "unreachable", `${host} does not answer`, "See whether it is up.", undefined, {
        cause: error,
      });
    } finally {
      deadline.clear();
    }
  };
}

interface Deadline {
  signal: AbortSignal;
  /** Rejects with a SourceError; never resolves. */
  passed: Promise<never>;
  clear: () => void;
}

/** Ends at the caller's abort or after the time, whatever a fetch or a stream makes of its signal. */
function startDeadline(source: string, clock: Clock, timeoutMs: number, caller: AbortSignal | undefined): Deadline {
  const over = new AbortController();
  const done = new AbortController();
  const passed = new Promise<never>((_, reject) => {
    const end = (what: string): void => {
      const error = new SourceError(source, "timeout", what, "It is asked again later.");
      reject(error);
      over.abort(error);
    };
    const callOff = (): void => end("was called off");
    if (caller?.aborted === true) return callOff();
    caller?.addEventListener("abort", callOff, { signal: done.signal });
    clock.sleep(timeoutMs, done.signal).then(
      () => end(`took more than ${timeoutMs} ms`),
      () => undefined,
    );
  });
  // Nobody may be waiting when it fires.
  passed.catch(() => undefined);
  return { signal: over.signal, passed, clear: () => done.abort() };
}

/** Follows redirects within one origin: elsewhere, credentials would go where nobody meant them to. */
async function follow<T>(
  source: string,
  { fetch: anyFetch = fetch, publicFetch = createPublicFetch() }: RequestDependencies,
  options: RequestOptions<T>,
  deadline: Deadline,
): Promise<Response> {
  const send = options.publicOnly === true ? publicFetch : anyFetch;
  const { method = "GET", headers = {}, body = null } = options;
  let url = toUrl(source, options.url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const init = { method, headers, body, redirect: "manual", signal: deadline.signal } as const;
    const response = await Promise.race([send(url.href, init), deadline.passed]);
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return response;
    response.body?.cancel().catch(() => undefined);
    const next = URL.parse(location, url.href);
    if (next?.origin !== url.origin || method !== "GET") {
      throw new SourceError(source, "status", "sends us elsewhere", "Configure the address it sends us to.");
    }
    url = next;
  }
  throw new SourceError(source, "status", `redirects more than ${MAX_REDIRECTS} times`, "Configure its last address.");
}

function toUrl(source: string, text: string | URL): URL {
  const url = URL.parse(text.toString());
  if (url !== null && ["http:", "https:"].includes(url.protocol) && url.username === "" && url.password === "")
    return url;
  throw new SourceError(source, "unexpected", "has an address that is not plain HTTP", "Look at what names it.");
}

async function readReply<T>(
  source: string,
  response: Response,
  { expect, maxBytes = MAX_BYTES, schema }: RequestOptions<T>,
  abandoned: Promise<never>,
): Promise<T> {
  if (expect === "nothing") {
    response.body?.cancel().catch(() => undefined);
    return undefined as T;
  }
  const contentType = response.headers.get("content-type");
  const bytes = await readBody(source, response.body, maxBytes, abandoned);
  if (expect !== "text" && isHtml(contentType, bytes)) {
    throw new SourceError(source, "html", "sent a web page", "See whether a login or an error page is in the way.");
  }
  const text = decodeText(source, bytes, contentType);
  const value = expect === "json" ? parseJson(source, text) : expect === "csv" ? parseCsv(source, text) : text;
  return schema === undefined ? (value as T) : parseAs(source, schema, value);
}

function isHtml(contentType: string | null, bytes: Uint8Array): boolean {
  if (contentType?.toLowerCase().includes("html") === true) return true;
  const start = Buffer.from(bytes.subarray(0, 256)).toString("latin1").trimStart().toLowerCase();
  return start.startsWith("<!doctype") || start.startsWith("<html");
}

/**
 * What was sent as what it has to be.
 * @throws SourceError that names the first field which is not
 */
export function parseAs<T>(source: string, schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".").slice(0, 200)}`;
  const what = `sent something unexpected${field}: ${issue?.message.slice(0, 200) ?? ""}`;
  throw new SourceError(source, "unexpected", what, "See whether its interface has changed.", undefined, {
    cause: result.error,
  });
}
