import type { Context, Hono } from "hono";
import { OracleError, SourceError, type SourceFault } from "../errors.ts";

/** What a client is told when it is refused, in Metagov's form: `{"detail": …}`. */
export class GatewayRefusal extends OracleError {
  override readonly name = "GatewayRefusal";

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 429 | 502 | 503,
    message: string,
    /** Seconds after which it is worth trying again. */
    readonly retryAfter?: number,
  ) {
    super(message, "The client is told the same.");
  }
}

const STATUS: Partial<Record<SourceFault, GatewayRefusal["status"]>> = {
  oversized: 413,
  charset: 415,
  timeout: 408,
  signature: 401,
};

/** A refusal for what a client sent; undefined for what is nobody's fault but ours. */
function refusalOf(error: unknown): GatewayRefusal | undefined {
  if (error instanceof GatewayRefusal) return error;
  // A platform behind us, not the client: its messages may hold what is not for the client.
  if (error instanceof SourceError && error.source !== CLIENT)
    return new GatewayRefusal(502, `${error.source} failed.`, 30);
  if (error instanceof SourceError) {
    return new GatewayRefusal(STATUS[error.fault] ?? 400, `${error.message.slice(CLIENT.length + 2)}.`);
  }
  return error instanceof OracleError ? new GatewayRefusal(400, `${error.message}.`) : undefined;
}

/** The name under which clients appear in errors. */
export const CLIENT = "client";

/** Answers whatever is thrown. What is our own fault is told to `onFailure`, and not to the client. */
export function answerErrors(app: Hono, onFailure: (error: Error) => void): void {
  app.onError((error, context) => {
    const refusal = refusalOf(error);
    if (refusal !== undefined) return answerRefusal(context, refusal);
    onFailure(error);
    return context.json({ detail: "A server error occurred." }, 500);
  });
}

function answerRefusal(context: Context, { status, message, retryAfter }: GatewayRefusal): Response {
  if (retryAfter !== undefined) context.header("Retry-After", String(retryAfter));
  if (status === 401) context.header("WWW-Authenticate", 'Basic realm="metagov", charset="UTF-8"');
  return context.json({ detail: message }, status);
}
