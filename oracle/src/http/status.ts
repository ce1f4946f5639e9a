import { z } from "zod";
import type { Clock } from "../clock.ts";
import { SourceError, type SourceFault } from "../errors.ts";
import { decodeText, readBody } from "./body.ts";
import { parseJson } from "./json.ts";

/** Of an answer that is a refusal. */
const MAX_REFUSAL_BYTES = 64 * 1_024;
/** Nobody is believed who wants to be left alone for longer. */
const LONGEST_WAIT = 24 * 60 * 60 * 1_000;

const ADVICE: Partial<Record<SourceFault, string>> = {
  unauthorized: "Look at its key and what that may do.",
  "not-found": "See whether it was removed, or is hidden from this key.",
  "rate-limited": "It is asked again when it wants to be; ask less often.",
};

/** What an answer that is no success comes to. Never throws: a refusal that is malformed is still a refusal. */
export async function refuseStatus(
  source: string,
  response: Response,
  clock: Clock,
  abandoned: Promise<never>,
): Promise<SourceError> {
  const text = await readText(source, response, abandoned);
  const fault = faultOf(response);
  const said = text.replaceAll(/[^\x20-\x7e]+/g, " ").slice(0, 200);
  return new SourceError(
    source,
    fault,
    `answers ${response.status}${said === "" ? "" : ` (${said})`}`,
    ADVICE[fault] ?? "It is asked again later.",
    waitOf(source, response.headers, text, clock),
  );
}

async function readText(source: string, response: Response, abandoned: Promise<never>): Promise<string> {
  try {
    const bytes = await readBody(source, response.body, MAX_REFUSAL_BYTES, abandoned);
    return decodeText(source, bytes, response.headers.get("content-type"));
  } catch {
    return "";
  }
}

function faultOf({ status, headers }: Response): SourceFault {
  if (status === 429) return "rate-limited";
  // GitHub says so instead of 429.
  if (status === 403 && (headers.get("x-ratelimit-remaining") === "0" || headers.has("retry-after")))
    return "rate-limited";
  if (status === 401 || status === 403) return "unauthorized";
  return status === 404 || status === 410 ? "not-found" : "status";
}

/** Retry-After in seconds or as a date, Discourse's `extras.wait_seconds`, or GitHub's time of the next quota. */
function waitOf(source: string, headers: Headers, text: string, clock: Clock): number | undefined {
  const after = headers.get("retry-after");
  const reset = headers.get("x-ratelimit-remaining") === "0" ? Number(headers.get("x-ratelimit-reset")) * 1_000 : 0;
  const waits = [
    /^\d+$/.test(after ?? "") ? Number(after) * 1_000 : Date.parse(after ?? "") - clock.now(),
    waitSecondsIn(source, text) * 1_000,
    reset > 0 ? reset - clock.now() : NaN,
  ].filter((wait) => !Number.isNaN(wait));
  return waits.length === 0 ? undefined : Math.ceil(Math.min(LONGEST_WAIT, Math.max(0, ...waits)));
}

const Waiting = z.object({ extras: z.object({ wait_seconds: z.number() }) });

function waitSecondsIn(source: string, text: string): number {
  try {
    return Waiting.parse(parseJson(source, text)).extras.wait_seconds;
  } catch {
    return NaN;
  }
}
