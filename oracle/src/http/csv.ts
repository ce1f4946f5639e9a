import { SourceError } from "../errors.ts";

const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/**
 * Reads comma-separated values (RFC 4180), as rows of as many fields as the first has.
 * @throws SourceError if a quote is not closed, or a row has more or fewer fields
 */
export function parseCsv(source: string, text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length || row.length > 0;) {
    FIELD.lastIndex = at;
    const field = FIELD.exec(text);
    if (field === null) throw malformed(source, `row ${rows.length + 1} has a quote out of place`);
    row.push(field[1]?.replaceAll('""', '"') ?? field[2] ?? "");
    at = FIELD.lastIndex;
    if (field[3] === ",") continue;
    if (rows[0] !== undefined && row.length !== rows[0].length) {
      throw malformed(source, `row ${rows.length + 1} has ${row.length} fields, not ${rows[0].length}`);
    }
    rows.push(row);
    row = [];
  }
  return rows;
}

function malformed(source: string, what: string): SourceError {
  return new SourceError(source, "malformed", `sent a table of which ${what}`, "Look at what it exports.");
}
