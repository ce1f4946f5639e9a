import type { Context } from "hono";
import { SourceError } from "../errors.ts";
import { decodeText, readBody } from "../http/body.ts";
import { parseJson } from "../http/json.ts";
import { isSignedBy } from "../verification/hmac.ts";

const MAX_BYTES = 1_024 * 1_024;

export interface WebhookOptions {
  source: string;
  secret: string;
  /** The header that carries the signature over the raw body. */
  header: string;
  /** Told of every call that is refused. */
  onFault?: ((error: SourceError) => void) | undefined;
}

/** Answers a webhook that is signed with `sha256=` and an HMAC. What is not, is not even parsed. */
export async function answerWebhook(
  context: Context,
  { source, secret, header, onFault }: WebhookOptions,
  use: (body: unknown, text: string) => Promise<void> | void,
): Promise<Response> {
  try {
    const bytes = await readBody(source, context.req.raw.body, MAX_BYTES);
    if (!isSignedBy(secret, bytes, context.req.header(header))) {
      throw new SourceError(source, "signature", "sent a webhook with a wrong signature", "Compare the two secrets.");
    }
    const text = decodeText(source, bytes, context.req.header("content-type") ?? null);
    await use(parseJson(source, text), text);
    return context.json({ ok: true });
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    onFault?.(error);
    const status = error.fault === "signature" ? 401 : error.fault === "oversized" ? 413 : 400;
    return context.json({ detail: error.message }, status);
  }
}
