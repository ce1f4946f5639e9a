import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Refusal } from "../lib/refusal.ts";
import { parseDecimal, type Amounts } from "./amounts.ts";

/** What each contributor gave to each project, times 10^36. */
export type Book = Map<string, Map<string, bigint>>;

interface Row {
  line: number;
  fields: string[];
}

const LONGEST_RECORD = 1_000_000;

/** Records of a CSV file (RFC 4180) as they are read; empty lines are passed over. */
async function* rowsOf(path: string): AsyncGenerator<Row> {
  const name = basename(path);
  let [line, start, record, quoted] = [1, 1, "", false];
  const fed = (text: string): Row | undefined => {
    record = record === "" ? text : `${record}\n${text}`;
    if (record.length > LONGEST_RECORD) throw new Refusal(`${name}, line ${start}: a record without an end`);
    // A quoted field may hold line ends: a record is complete when its quotes are paired.
    for (const letter of text) if (letter === '"') quoted = !quoted;
    line += 1;
    if (quoted) return undefined;
    const row = { line: start, fields: fieldsOf(record, `${name}, line ${start}`) };
    [record, start] = ["", line];
    return row.fields.length === 1 && row.fields[0] === "" ? undefined : row;
  };
  for await (const text of linesOf(path)) {
    const row = fed(text);
    if (row !== undefined) yield row;
  }
  if (quoted) throw new Refusal(`${name}, line ${start}: a quoted field without an end`);
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new Refusal(`${path}: there is no such file`);
  let rest = "";
  let first = true;
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    if (first && String(chunk).includes("\0")) throw new Refusal(`${basename(path)}: is not in UTF-8: save it as such`);
    const lines = (rest + String(chunk)).split("\n");
    if (first) lines[0] = (lines[0] ?? "").replace(/^\u{feff}/u, "");
    if (first && /\r[^]/.test(lines[0] ?? "")) {
      throw new Refusal(`${basename(path)}: has lines that end as on old Macs: save it with those of Unix or Windows`);
    }
    first = false;
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  if (rest !== "") yield rest.replace(/\r$/, "");
}

function fieldsOf(record: string, where: string): string[] {
  if (!record.includes('"')) return record.split(",").map((field) => field.trim());
  const fields: string[] = [];
  // A field is quoted, with doubled quotes inside, or has none.
  const field = /\s*(?:"((?:[^"]|"")*)"\s*|([^",]*))(,|$)/gy;
  for (;;) {
    const found = field.exec(record);
    if (found === null) throw new Refusal(`${where}: a quote in the middle of a field`);
    fields.push(found[1]?.replaceAll('""', '"') ?? (found[2] ?? "").trim());
    if (found[3] === "") return fields;
  }
}

/** Ethereum addresses are the same in capitals and small letters; all other names are taken as they are. */
function nameOf(text: string): string {
  return /^0x[0-9a-f]{40}$/i.test(text) ? text.toLowerCase() : text;
}

/**
 * Where the columns are, by a line that names them; nothing if it names none.
 * @param where - For what is refused.
 */
function placesOf(columns: readonly string[], { fields }: Row, where: string): number[] | undefined {
  const titles = fields.map((title) => title.toLowerCase());
  const places = columns.map((column) => titles.indexOf(column));
  const parted = `fields are parted by commas, and are ${columns.join(",")}`;
  if (fields.length === 1 && /[;\t]/.test(fields[0] ?? "")) throw new Refusal(`${where}: ${parted}`);
  if (places.every((place) => place < 0)) {
    const number = columns.findIndex((column) => column === "amount" || column === "votes");
    if (number < 0 || /\d/.test(fields[number] ?? "")) return undefined;
    throw new Refusal(`${where}: names no column as it has to be: ${columns.join(",")}`);
  }
  const missing = columns.find((_, i) => (places[i] ?? -1) < 0);
  if (missing !== undefined) throw new Refusal(`${where}: there is no column "${missing}"`);
  const twice = columns.find((column) => titles.indexOf(column) !== titles.lastIndexOf(column));
  if (twice !== undefined) throw new Refusal(`${where}: there are two columns "${twice}"`);
  return places;
}

/**
 * Rows by the names of their columns. A file whose first line names none of them is read in their order.
 * @param optional - Columns whose fields may be empty.
 */
async function* recordsOf<Column extends string>(
  path: string,
  columns: readonly Column[],
  optional: readonly Column[] = [],
): AsyncGenerator<{ values: Record<Column, string>; where: (column: Column) => string }> {
  const name = basename(path);
  let places: number[] | undefined;
  let width = columns.length;
  for await (const row of rowsOf(path)) {
    const { line, fields } = row;
    if (places === undefined) {
      places = placesOf(columns, row, `${name}, line ${line}`);
      if (places !== undefined) {
        width = fields.length;
        continue;
      }
      places = columns.map((_, i) => i);
    }
    if (fields.slice(width).some((field) => field !== "")) {
      const much = `${fields.length} fields instead of ${width}`;
      throw new Refusal(`${name}, line ${line}: ${much}: put what has commas in quotes, and no commas into numbers`);
    }
    const where = (column: Column): string => `${name}, line ${line}, ${column}`;
    const values = Object.fromEntries(columns.map((column, i) => [column, fields[places?.[i] ?? -1] ?? ""]));
    for (const column of columns) {
      if (values[column] === "" && !optional.includes(column)) throw new Refusal(`${where(column)}: is empty`);
    }
    yield { values: values as Record<Column, string>, where };
  }
}

/** Contributions: several of one contributor to one project are one of all they gave. */
export async function readContributions(path: string, amounts: Amounts): Promise<Book> {
  const book: Book = new Map();
  for await (const { values, where } of recordsOf(path, ["project", "contributor", "amount"])) {
    const amount = amounts.parse(values.amount, where("amount"));
    const [id, contributor] = [nameOf(values.project), nameOf(values.contributor)];
    const project = book.get(id) ?? new Map<string, bigint>();
    book.set(id, project.set(contributor, (project.get(contributor) ?? 0n) + amount));
  }
  if (book.size === 0) throw new Refusal(`${basename(path)}: there are no contributions in it`);
  return book;
}

/** Votes; only how they stand to each other matters, so they may have decimals. */
export async function readVotes(path: string): Promise<Map<string, bigint>> {
  const votes = new Map<string, bigint>();
  for await (const { values, where } of recordsOf(path, ["project", "votes"])) {
    const id = nameOf(values.project);
    if (votes.has(id)) throw new Refusal(`${where("project")}: "${id}" has votes already`);
    votes.set(id, parseDecimal(values.votes, where("votes")).value);
  }
  return votes;
}

export async function readTeams(path: string): Promise<Map<string, Set<string>>> {
  const teams = new Map<string, Set<string>>();
  for await (const { values } of recordsOf(path, ["project", "member"])) {
    const id = nameOf(values.project);
    teams.set(id, (teams.get(id) ?? new Set()).add(nameOf(values.member)));
  }
  return teams;
}

/** What a project needs, and the most that the pool adds, times 10^36; nothing where it has none. */
export interface Bounds {
  goal: bigint | undefined;
  ceiling: bigint | undefined;
}

/** Projects in order of registration. */
export async function readProjects(path: string, amounts: Amounts): Promise<Map<string, Bounds>> {
  const projects = new Map<string, Bounds>();
  const columns = ["project", "goal", "ceiling"] as const;
  for await (const { values, where } of recordsOf(path, columns, ["goal", "ceiling"])) {
    const id = nameOf(values.project);
    if (projects.has(id)) throw new Refusal(`${where("project")}: "${id}" is there already`);
    const amount = (column: "goal" | "ceiling"): bigint | undefined =>
      values[column] === "" ? undefined : amounts.parse(values[column], where(column));
    projects.set(id, { goal: amount("goal"), ceiling: amount("ceiling") });
  }
  if (projects.size === 0) throw new Refusal(`${basename(path)}: there are no projects in it`);
  return projects;
}
