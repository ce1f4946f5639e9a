import { isInteger, isSafeNumber, LosslessNumber, parse } from "lossless-json";
import { SourceError } from "../errors.ts";

/** Deeper than anything that a source has reason to send, and far from what a parser's stack holds. */
const DEEPEST = 64;
/** Digits of the longest number: more than 2^256 has. */
const LONGEST_NUMBER = 100;

/**
 * Reads JSON strictly: nothing twice, nothing too deep, no number rounded. Numbers that a double holds exactly are numbers,
 * larger integers are bigints, and longer decimals LosslessNumbers, whose text is `value`.
 * @throws SourceError if it is not that
 */
export function parseJson(source: string, text: string): unknown {
  refuseDepth(source, text);
  try {
    const value = parse(text, null, {
      parseNumber,
      onDuplicateKey: ({ key }) => {
        throw refusal(source, "duplicate-key", `says "${key.slice(0, 100)}" twice, and not the same`);
      },
    });
    if (!isWellFormed(value)) throw refusal(source, "charset", "sent half of a character");
    return value;
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw refusal(source, "malformed", "sent something that is not JSON", error);
  }
}

/** Counts brackets outside of strings before anything recursive sees the text. */
function refuseDepth(source: string, text: string): void {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    if (depth > DEEPEST) throw refusal(source, "too-deep", `sent JSON nested deeper than ${DEEPEST}`);
  }
}

function parseNumber(text: string): number | bigint | LosslessNumber {
  if (text.length > LONGEST_NUMBER) throw new SyntaxError(`a number of ${text.length} characters`);
  if (isSafeNumber(text)) return Number(text);
  return isInteger(text) ? BigInt(text) : new LosslessNumber(text);
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (value === null || typeof value !== "object") return true;
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && isWellFormed(member));
}

function refusal(
  source: string,
  fault: "duplicate-key" | "charset" | "malformed" | "too-deep",
  what: string,
  cause?: unknown,
) {
  return new SourceError(source, fault, what, "Look at what it sends; it is asked again later.", undefined, { cause });
}
