import type { Clause, ElectionClause } from "../core/clauses.ts";

const DAY = 86_400;
const HOUR = 3600;

/** What a clause says, in a sentence, for people who are to vote on it. */
export function describeClause(clauses: readonly Clause[], index: number): string {
  const clause = clauses[index];
  if (clause === undefined) return `There is no clause ${index}.`;
  switch (clause.kind) {
    case "election":
      return describeElection(clause);
    case "power": {
      const { target, selector } = clause;
      const what = target === undefined ? "stop payments for up to seven days" : `call ${selector ?? ""} of ${target}`;
      return `${officeOf(clauses, clause.office)} may ${what}${termsOf(clause)}.`;
    }
    case "budget": {
      const asset = clause.asset ?? "the native coin";
      const most = `${clause.amount} of ${asset} every ${durationOf(clause.period)}`;
      const carries = clause.carries === true ? ", and keeps what is left" : "";
      return `${officeOf(clauses, clause.office)} may pay up to ${most}${carries}${termsOf(clause)}.`;
    }
    case "parameter":
      return `Parameter ${clause.name} of ${clause.module} becomes ${clause.value}.`;
    case "module":
      return `Module ${clause.module} is ${clause.installed ? "installed" : "retired"}.`;
    case "call": {
      const data = clause.data === undefined ? "" : ` with ${clause.data}`;
      return `The treasury calls ${clause.target}${data}, and sends ${clause.value ?? 0n} of the native coin.`;
    }
    default:
      return clause satisfies never;
  }
}

function describeElection({ title, elects, method, seats, scope, carried }: ElectionClause): string {
  const how = carried === undefined ? "is elected anew" : `goes on from election ${carried}`;
  if (elects === "document") return `"${title}", a document that may hold ${(scope ?? []).join(", ")}, ${how}.`;
  const holders = seats === 1 ? "an office for one" : `a committee of ${seats}`;
  return `"${title}", ${holders}, ${how}${method === "score" ? ", by scores" : ""}.`;
}

/** What people call the office that a clause belongs to. */
export function officeOf(clauses: readonly Clause[], office: number): string {
  const found = clauses[office];
  return found?.kind === "election" ? `"${found.title}"` : `Office ${office}`;
}

function termsOf({
  delay = 0,
  confirmations = 1,
}: {
  delay?: number | undefined;
  confirmations?: number | undefined;
}): string {
  const together = confirmations === 1 ? "" : `, if ${confirmations} of its members agree`;
  return `${together}${delay === 0 ? "" : `, after ${durationOf(delay)}`}`;
}

function durationOf(seconds: number): string {
  const [count, unit] =
    seconds % DAY === 0
      ? [seconds / DAY, "day"]
      : seconds % HOUR === 0
        ? [seconds / HOUR, "hour"]
        : [seconds, "second"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
