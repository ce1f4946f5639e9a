/** Base of everything the oracle refuses or fails at by name: what happened, and what somebody can do about it. */
export class OracleError extends Error {
  override readonly name: string = "OracleError";

  constructor(
    message: string,
    /** One sentence for whoever operates it. */
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What can be wrong with what a source answers. Each kind is counted by itself in the metrics. */
export type SourceFault =
  | "unreachable"
  | "timeout"
  | "status"
  | "rate-limited"
  | "unauthorized"
  | "not-found"
  | "oversized"
  | "charset"
  | "html"
  | "malformed"
  | "duplicate-key"
  | "too-deep"
  | "signature"
  | "unexpected";

/** A source did not answer, or not what it should; nothing was observed, and it will be asked again. */
export class SourceError extends OracleError {
  override readonly name = "SourceError";

  constructor(
    readonly source: string,
    readonly fault: SourceFault,
    message: string,
    advice: string,
    /** Milliseconds after which the source wants to be asked again; undefined if it did not say. */
    readonly retryAfter?: number,
    options?: ErrorOptions,
  ) {
    super(`${source}: ${message}`, advice, options);
  }
}
