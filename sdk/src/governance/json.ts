import { isHex } from "viem";
import { type Clause, decodeClauses } from "../core/clauses.ts";
import { InvalidParameterError } from "../errors/failures.ts";

/** The word under which records of ours hold their clauses, so that nothing gets lost on the way there and back. */
export const CLAUSES = "perdure";

/**
 * Reads JSON by `read`, which throws where something is missing.
 * @param is what it should have been, to complete "source is no …"
 */
export function parseSource<T>(source: string, is: string, read: (value: unknown) => T): T {
  try {
    return read(JSON.parse(source) as unknown);
  } catch (cause) {
    throw new InvalidParameterError("source", `is no ${is}.`, { cause });
  }
}

export function recordOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new TypeError("an object is expected");
  return value as Record<string, unknown>;
}

export function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("a list is expected");
  return value;
}

export function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The clauses that a record of ours brought along; undefined if it is somebody else's. */
export function clausesIn(value: unknown): Clause[] | undefined {
  return isHex(value) ? decodeClauses(value) : undefined;
}
