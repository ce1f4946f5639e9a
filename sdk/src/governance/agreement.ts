import type { Hex } from "viem";
import { encodeClauses } from "../core/clauses.ts";
import type { DraftDocument } from "./communityRule.ts";
import type { EnactedDocument } from "./enacted.ts";
import { CLAUSES, clausesIn, listOf, parseSource, recordOf, textIn } from "./json.ts";

/** An agreement, as the Agreement Engine keeps it: in which process it is, what only the parties see, what everybody sees, what happened. */
export interface Agreement {
  agreement: { process: string | null; community: string; uri: string; content: Hex };
  data: Readonly<Record<string, unknown>>;
  public: Readonly<Record<string, unknown>>;
  record: readonly AgreementEvent[];
}

export interface AgreementEvent {
  /** ISO 8601. */
  timestamp: string;
  data: Readonly<Record<string, unknown>>;
}

/** A document in force as an agreement of the Agreement Engine; `JSON.stringify` makes a file of it. */
export function exportAgreement(document: EnactedDocument): Agreement {
  const { community, uri, content, title, text, clauses, nominatedAt, enactedAt, decisions } = document;
  return {
    agreement: { process: "InForce", community, uri, content },
    // What the chain knows, everybody knows.
    data: {},
    public: {
      title,
      text,
      nominatedAt: timeOf(nominatedAt),
      enactedAt: timeOf(enactedAt),
      [CLAUSES]: encodeClauses(clauses),
    },
    record: decisions.map(({ at, ...data }) => ({ timestamp: timeOf(at), data })),
  };
}

/**
 * A draft of an agreement: its public text, or, where it has none, what its public part says, a line each. What is in `data` and
 * `record` is for the parties and stays out: a document is for everybody. One of ours comes back whole.
 *
 * @param source - JSON.
 *
 * @example
 * import { importAgreement } from "@perdure/sdk/governance";
 *
 * const draft = importAgreement('{"agreement":{"process":"Pledged"},"data":{},"public":{"essay":"On trees"},"record":[]}');
 */
export function importAgreement(source: string): DraftDocument {
  return parseSource(source, "agreement of the Agreement Engine", (value) => {
    const { agreement, data, public: terms, record } = recordOf(value);
    recordOf(data);
    for (const event of listOf(record)) checkEvent(recordOf(event));
    const { title: given, text, [CLAUSES]: clauses, ...facts } = recordOf(terms);
    const process = textIn(recordOf(agreement)["process"]);
    const title = textIn(given) || process || "Agreement";
    const lines = Object.entries(facts).map(([name, fact]) => `- ${name}: ${spell(fact)}`);
    const said = textIn(text) || `# ${title}\n\n${lines.join("\n")}`;
    return { title, text: `${said.trim()}\n`, clauses: clausesIn(clauses) ?? [] };
  });
}

function checkEvent({ timestamp, data }: Record<string, unknown>): void {
  if (typeof timestamp !== "string" && typeof timestamp !== "number") throw new TypeError("a timestamp is expected");
  if (data === undefined) throw new TypeError("an event has data");
}

const spell = (fact: unknown): string => (typeof fact === "string" ? fact : JSON.stringify(fact));

const timeOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();
