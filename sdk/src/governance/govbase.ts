import { encodeClauses } from "../core/clauses.ts";
import { type DraftDocument, importCommunityRule } from "./communityRule.ts";
import { describeClause } from "./describe.ts";
import type { EnactedDocument } from "./enacted.ts";
import { CLAUSES, clausesIn, listOf, parseSource, recordOf, textIn } from "./json.ts";

/** A row of a table, as Govbase's own door (Airtable) hands it out. */
export interface GovbaseRecord {
  id: string;
  /** ISO 8601. */
  createdTime: string;
  fields: Readonly<Record<string, string | readonly string[]>>;
}

/** Rows of Govbase's tables; a document's fields are named as in its template of online constitutions. */
export interface Govbase {
  "@context": "https://www.metagov.org";
  Organizations: readonly GovbaseRecord[];
  Documents: readonly GovbaseRecord[];
}

const CONTEXT = "https://www.metagov.org";

/** A document in force as records for [Govbase](https://govbase.metagov.org); `JSON.stringify` makes a file of them. */
export function exportGovbase(document: EnactedDocument): Govbase {
  const { community, daoUri, title, text, clauses, content, uri, nominatedAt, enactedAt, formerUri } = document;
  const says = clauses.map((_, i) => describeClause(clauses, i));
  return {
    "@context": CONTEXT,
    Organizations: [
      {
        id: daoUri === "" ? community : daoUri,
        createdTime: timeOf(document.decisions[0]?.at ?? nominatedAt),
        fields: {
          "Organization name": community,
          "Structure (observed)": ["DAO", "Online community"],
          "Is governed by (documents)": [content],
        },
      },
    ],
    Documents: [
      {
        id: content,
        createdTime: timeOf(nominatedAt),
        fields: {
          Name: title,
          type: "constitution",
          daoURI: daoUri,
          URI: uri,
          dateCreated: dateOf(nominatedAt),
          dateModified: dateOf(enactedAt),
          previousConstitutionURI: formerUri ?? "",
          inForce: "True",
          Text: text,
          Clauses: says,
          [CLAUSES]: encodeClauses(clauses),
        },
      },
    ],
  };
}

/**
 * A draft of what Govbase has: its records as JSON, of whose documents the first one in force is taken, or the first; or a constitution
 * of its collection in Markdown. A record of ours comes back whole.
 *
 * @param source - JSON or Markdown.
 *
 * @example
 * import { importGovbase } from "@perdure/sdk/governance";
 *
 * const draft = importGovbase('{"Documents":[{"fields":{"Name":"Covenant","Text":"# Covenant\\n\\nBe kind.\\n"}}]}');
 */
export function importGovbase(source: string): DraftDocument {
  if (!source.trimStart().startsWith("{")) return importCommunityRule(source);
  return parseSource(source, "record of Govbase with a document's text", (value) => {
    const documents = listOf(recordOf(value)["Documents"]).map((one) => recordOf(recordOf(one)["fields"]));
    const fields = documents.find(({ inForce }) => /^true$/i.test(textIn(inForce))) ?? documents[0];
    const text = textIn(fields?.["Text"]);
    if (fields === undefined || text === "") throw new TypeError("a text is expected");
    const draft = importCommunityRule(text);
    const title = textIn(fields["Name"]) || draft.title;
    return { title, text: draft.text, clauses: clausesIn(fields[CLAUSES]) ?? draft.clauses };
  });
}

const timeOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** As its template wants it: DD-MM-YYYY. */
function dateOf(seconds: number): string {
  return timeOf(seconds).slice(0, 10).split("-").toReversed().join("-");
}
