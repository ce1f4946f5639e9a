import { SourceError } from "../errors.ts";

/**
 * Reads a body piece by piece and stops at the first byte too many: what a header says of its length proves nothing.
 * @param abandoned rejects when there is no more time; never resolves
 */
export async function readBody(
  source: string,
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  abandoned?: Promise<never>,
): Promise<Uint8Array> {
  if (stream === null) return new Uint8Array();
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const next = reader.read();
      const { done, value } = await (abandoned === undefined ? next : Promise.race([next, abandoned]));
      if (done) return Buffer.concat(pieces);
      length += value.byteLength;
      if (length > maxBytes) {
        throw new SourceError(source, "oversized", `sent more than ${maxBytes} bytes`, "Ask for less, or allow more.");
      }
      pieces.push(value);
    }
  } catch (error) {
    // Not awaited: a stream that stalls may never get to its end.
    reader.cancel(error).catch(() => undefined);
    throw error;
  }
}

/**
 * Bytes as text, if they are UTF-8 and said to be nothing else.
 * @param contentType as in the header; null if there is none
 */
export function decodeText(source: string, bytes: Uint8Array, contentType: string | null): string {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? "")?.[1]?.toLowerCase() ?? "utf-8";
  if (!["utf-8", "utf8", "us-ascii"].includes(charset)) {
    throw new SourceError(source, "charset", `sent ${charset}, not UTF-8`, "Have it send UTF-8.");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SourceError(source, "charset", "sent bytes that are not UTF-8", "Have it send UTF-8.", undefined, {
      cause: error,
    });
  }
}
