import type { BudgetClause, Clause, ElectionClause, PowerClause } from "../core/clauses.ts";
import type { ClauseKind } from "../core/words.ts";

const WAD = 10n ** 18n;

type Held = Partial<Pick<ElectionClause, "method" | "nominationFill" | "stabilizationFill" | "carried">>;

/** An office: what it is called, how it is elected, and what it may do. */
export interface OfficeInput extends Held {
  /** What people call it, in up to 32 bytes of UTF-8. */
  title?: string | undefined;
  /** What it may have the treasury call. */
  powers?: readonly Omit<PowerClause, "kind" | "office" | "confirmations">[] | undefined;
  /** What it may pay. */
  budgets?: readonly Omit<BudgetClause, "kind" | "office" | "confirmations">[] | undefined;
}

/** An office of several, some of whom have to agree on what it does. */
export interface CommitteeInput extends OfficeInput {
  /** 1 to 31. */
  seats: number;
  /** How many of them have to agree. */
  confirmations: number;
}

/** An office for one who decides alone, and whom the community can replace at any time. A lead has to last twice as long as elsewhere. */
export function benevolentDictator(input: OfficeInput = {}): Clause[] {
  return committee({ title: "Benevolent dictator", stabilizationFill: WAD / 5n, ...input, seats: 1, confirmations: 1 });
}

/** A committee of `seats`, of whom `confirmations` have to agree on what it does. */
export function coreTeam(input: CommitteeInput): Clause[] {
  return committee({ title: "Core team", ...input });
}

/**
 * A lower document in which working groups are founded and dissolved without touching the constitution. It can hold what its scope
 * allows, and goes when the document above it no longer keeps it.
 */
export function workingGroups(
  input: Held & { title?: string | undefined; scope?: readonly ClauseKind[] | undefined } = {},
): Clause[] {
  const { title = "Working groups", scope = ["election", "power", "budget"], ...held } = input;
  return [{ ...election(title, held), elects: "document", scope }];
}

/** A group of its own, in the constitution or in a document of working groups. One of it acts alone unless more have to agree. */
export function workingGroup(input: OfficeInput & Partial<CommitteeInput> & { title: string }): Clause[] {
  return committee({ seats: 3, confirmations: 1, ...input });
}

/** An office that pays from a budget, and does nothing else. */
export function treasurer(
  input: Omit<OfficeInput, "powers" | "budgets"> & Omit<BudgetClause, "kind" | "office" | "confirmations">,
): Clause[] {
  const { title = "Treasurer", asset, amount, period, carries, delay, ...held } = input;
  return committee({
    title,
    ...held,
    budgets: [{ asset, amount, period, carries, delay }],
    seats: 1,
    confirmations: 1,
  });
}

/** An office that can stop payments and calls for up to seven days, once a term, and do nothing else. */
export function guardian(input: Omit<OfficeInput, "powers" | "budgets"> & Partial<CommitteeInput> = {}): Clause[] {
  return committee({ title: "Guardian", seats: 1, confirmations: 1, ...input, powers: [{}], budgets: [] });
}

/** Several templates as one document: whatever names an office keeps naming the same one. */
export function composeClauses(...parts: readonly (readonly Clause[])[]): Clause[] {
  const whole: Clause[] = [];
  for (const part of parts) {
    const start = whole.length;
    for (const clause of part) whole.push("office" in clause ? { ...clause, office: clause.office + start } : clause);
  }
  return whole;
}

function election(title: string, held: Held): Omit<ElectionClause, "elects"> {
  const { method = "resource", nominationFill = 0n, stabilizationFill = WAD / 10n, carried } = held;
  const kept = carried !== undefined && { carried };
  return { kind: "election", title, method, seats: 1, nominationFill, stabilizationFill, ...kept };
}

function committee({ title = "", seats, confirmations, powers = [], budgets = [], ...held }: CommitteeInput): Clause[] {
  return [
    { ...election(title, held), elects: "office", seats },
    ...powers.map((power): Clause => ({ kind: "power", office: 0, ...power, confirmations })),
    ...budgets.map((budget): Clause => ({ kind: "budget", office: 0, ...budget, confirmations })),
  ];
}
