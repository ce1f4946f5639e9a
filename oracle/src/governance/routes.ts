import { encodeClauses } from "@perdure/sdk/constitution";
import { PerdureError } from "@perdure/sdk/errors";
import {
  describeClause,
  type DraftDocument,
  type EnactedDocument,
  exportAgreement,
  exportCommunityRule,
  exportGovbase,
  importAgreement,
  importCommunityRule,
  importGovbase,
} from "@perdure/sdk/governance";
import type { Context, Hono } from "hono";
import { cors } from "hono/cors";
import { etag } from "hono/etag";
import type { Clock } from "../clock.ts";
import { CLIENT, GatewayRefusal } from "../gateway/refusal.ts";
import { receiveBody } from "../gateway/requests.ts";
import { decodeText } from "../http/body.ts";
import { parseJson } from "../http/json.ts";
import type { Governance } from "./governance.ts";

export interface GovernanceRoutesDependencies {
  governance: Pick<Governance, "document" | "isKnown">;
  clock: Clock;
  /** Throws to refuse a client that asks too often. */
  limit: (context: Context) => void;
}

interface Format {
  write: (document: EnactedDocument) => unknown;
  read: (source: string) => DraftDocument;
}

const FORMATS: Readonly<Record<string, Format>> = {
  communityrule: { write: exportCommunityRule, read: importCommunityRule },
  govbase: { write: exportGovbase, read: importGovbase },
  agreement: { write: exportAgreement, read: importAgreement },
};
const BODY = { maxBodyBytes: 256 * 1_024, bodyTimeout: 10_000 };
/** Constitutions change within days: a copy may be so many seconds old. */
const FRESH = 60;

/**
 * The constitution as records that others know, `GET /governance/{communityrule,govbase,agreement}.json`, and records of others as
 * drafts of ours, `POST /governance/{…}/draft`. Nothing is kept of what is posted.
 */
export function mountGovernance(app: Hono, { governance, clock, limit }: GovernanceRoutesDependencies): void {
  app.use("/governance/*", cors({ origin: "*", allowMethods: ["GET", "POST"], exposeHeaders: ["ETag"] }));
  for (const [name, { write, read }] of Object.entries(FORMATS)) {
    app.get(`/governance/${name}.json`, etag(), (context) => {
      limit(context);
      const document = inForce(governance);
      context.header("Cache-Control", `public, max-age=${FRESH}`);
      return context.json(write(document) as object);
    });
    app.post(`/governance/${name}/draft`, async (context) => {
      limit(context);
      const source = await receiveSource(context, clock);
      context.header("Cache-Control", "no-store");
      return context.json(draftOf(read, source));
    });
  }
}

function inForce({ document, isKnown }: Pick<Governance, "document" | "isKnown">): EnactedDocument {
  if (!isKnown) throw new GatewayRefusal(503, "The chain has not been looked at yet.", 10);
  if (document === undefined) throw new GatewayRefusal(404, "No constitution is in force yet.");
  return document;
}

async function receiveSource(context: Context, clock: Clock): Promise<string> {
  const body = await receiveBody(context, clock, BODY);
  const source = decodeText(CLIENT, body, context.req.header("content-type") ?? null);
  // Refused by our own strict rules first: nothing twice, nothing too deep.
  if (source.trimStart().startsWith("{")) parseJson(CLIENT, source);
  return source;
}

/** What somebody would nominate, and what they would be saying by it. */
function draftOf(read: Format["read"], source: string): object {
  try {
    const { title, text, clauses } = read(source);
    const says = clauses.map((_, i) => describeClause(clauses, i));
    return { title, text, clauses: encodeClauses(clauses), says };
  } catch (error) {
    if (!(error instanceof PerdureError)) throw error;
    throw new GatewayRefusal(400, error.shortMessage.replace(/\.$/, "") + ".");
  }
}
