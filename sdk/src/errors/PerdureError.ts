export interface PerdureErrorOptions {
  cause?: unknown;
  /** What the layer below said, for those who look for the fault. */
  details?: string | undefined;
}

/** Every error that the SDK throws is one of these. */
export class PerdureError extends Error {
  override readonly name: string = "PerdureError";
  /** What happened and what to do, in a sentence or two. */
  readonly shortMessage: string;
  readonly details: string | undefined;

  constructor(shortMessage: string, { cause, details = detailsOf(cause) }: PerdureErrorOptions = {}) {
    super(details === undefined ? shortMessage : `${shortMessage}\n\nDetails: ${details}`, { cause });
    this.shortMessage = shortMessage;
    this.details = details;
  }

  /**
   * Walks down the causes.
   * @param isWanted which one to stop at; without it, the walk ends at the very first cause
   * @returns the first error that is wanted, this one included; `undefined` if there is none
   */
  walk(isWanted?: (error: unknown) => boolean): unknown {
    return walk(this, isWanted);
  }
}

export function walk(error: unknown, isWanted?: (error: unknown) => boolean): unknown {
  if (isWanted?.(error) === true) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause !== undefined && cause !== null) return walk(cause, isWanted);
  return isWanted === undefined ? error : undefined;
}

function detailsOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  if ("details" in cause && typeof cause.details === "string" && cause.details !== "") return cause.details;
  return "shortMessage" in cause && typeof cause.shortMessage === "string" ? cause.shortMessage : cause.message;
}
