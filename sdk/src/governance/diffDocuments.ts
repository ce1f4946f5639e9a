import { diffLines } from "diff";
import { type Clause, decodeClauses, encodeClauses } from "../core/clauses.ts";
import { officeOf } from "./describe.ts";

/** What people vote on: a text, and clauses. */
export interface Document {
  text: string;
  clauses: readonly Clause[];
}

/** Lines that are in both texts, or in one of them only. */
export interface TextChange {
  kind: "kept" | "added" | "removed";
  lines: readonly string[];
}

export type ClauseChange =
  | { kind: "added"; to: number; clause: Clause }
  | { kind: "removed"; from: number; clause: Clause }
  /** `fields` names what differs; an election that is not carried over differs by "carried": its ballots are void. */
  | { kind: "changed"; from: number; to: number; before: Clause; clause: Clause; fields: readonly string[] };

export interface DocumentDiff {
  text: TextChange[];
  /** What is the same in both documents is left out. In the order of the new document, and then of the old one. */
  clauses: ClauseChange[];
}

/**
 * What a document would change. Clauses are told apart by what they are about, whatever their place: an election by its title, a
 * power by office, target and selector, a budget by office and asset, a parameter by module and name.
 *
 * @param before - The document in force.
 * @param after - The one that is to replace it.
 *
 * @example
 * import { composeClauses, diffDocuments, guardian, treasurer } from "@perdure/sdk/governance";
 *
 * const monthly = { amount: 10n ** 18n, period: 30 * 86_400 };
 * const before = { text: "We pay our bills.", clauses: treasurer(monthly) };
 * const after = { text: "We pay our bills.", clauses: composeClauses(treasurer(monthly), guardian()) };
 * const { clauses } = diffDocuments(before, after);
 */
export function diffDocuments(before: Document, after: Document): DocumentDiff {
  return { text: diffTexts(before.text, after.text), clauses: diffClauses(before.clauses, after.clauses) };
}

function diffTexts(before: string, after: string): TextChange[] {
  return diffLines(before, after).map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "kept",
    lines: value.replace(/\n$/, "").split("\n"),
  }));
}

interface Entry {
  clause: Clause;
  index: number;
  key: string;
  fields: ReadonlyMap<string, string>;
}

function diffClauses(before: readonly Clause[], after: readonly Clause[]): ClauseChange[] {
  const left = entriesOf(before);
  const changes: ClauseChange[] = [];
  for (const { clause, index: to, key, fields } of entriesOf(after)) {
    const at = left.findIndex((one) => one.key === key);
    const [former] = at < 0 ? [] : left.splice(at, 1);
    if (former === undefined) {
      changes.push({ kind: "added", to, clause });
      continue;
    }
    const differing = [...fields.keys()].filter((name) => fields.get(name) !== former.fields.get(name));
    if (clause.kind === "election" && clause.carried === undefined) differing.push("carried");
    const { clause: was, index: from } = former;
    if (differing.length > 0) changes.push({ kind: "changed", from, to, before: was, clause, fields: differing });
  }
  return [...changes, ...left.map(({ clause, index: from }) => ({ kind: "removed", from, clause }) as const)];
}

/** Clauses with nothing left to be understood, and offices by their names. */
function entriesOf(clauses: readonly Clause[]): Entry[] {
  return decodeClauses(encodeClauses(clauses)).map((whole, index) => {
    const { kind, carried: _, office, ...others } = { carried: undefined, office: undefined, ...whole };
    const named = office === undefined ? others : { ...others, office: officeOf(clauses, office) };
    const fields = new Map(Object.entries(named).map(([name, value]) => [name, String(value)]));
    const key = [kind, ...KEYS[kind].map((name) => fields.get(name) ?? "")].join(" ");
    return { clause: clauses[index] ?? whole, index, key, fields };
  });
}

/** What a clause is about; the rest is what it says of it. */
const KEYS: Readonly<Record<Clause["kind"], readonly string[]>> = {
  election: ["title", "elects"],
  power: ["office", "target", "selector"],
  budget: ["office", "asset"],
  parameter: ["module", "name"],
  module: ["module"],
  call: ["target", "data"],
};
