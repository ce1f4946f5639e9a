import { expect } from "chai";
import { type SourceFault, SourceError } from "../../src/errors.ts";
import { Observation } from "../../src/observation.ts";
import type { Observed, Source } from "../../src/sources/Source.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

/** All that a source sees now, each of it a valid observation that survives JSON. */
export async function observeAll(source: Source, cursor?: string): Promise<Observed[]> {
  const seen: Observed[] = [];
  for await (const observed of source.observe?.(cursor, new AbortController().signal) ?? []) {
    expect(Observation.parse(JSON.parse(JSON.stringify(observed.observation)))).to.deep.equal(observed.observation);
    expect(observed.observation.source).to.equal(source.name);
    seen.push(observed);
  }
  return seen;
}

/** What a source sees, one after the other, each time from where it left off. */
export function follow(source: Source): () => Promise<Observation[]> {
  let cursor: string | undefined;
  return async () => {
    const seen = await observeAll(source, cursor);
    cursor = seen.findLast((observed) => observed.cursor !== undefined)?.cursor ?? cursor;
    return seen.map(({ observation }) => observation);
  };
}

type Interference = () => Response;

const text = (body: string | Uint8Array<ArrayBuffer>, type = "application/json", status = 200): Interference => {
  return () => new Response(body, { status, headers: { "content-type": type } });
};

/** Everything that a source may meet in place of an answer, and what it has to be called. */
export const TROUBLES: Record<string, [Interference, SourceFault]> = {
  "a web page": [text("<!DOCTYPE html><p>Down for maintenance", "text/html"), "html"],
  "another charset": [text("{}", "application/json; charset=utf-16"), "charset"],
  "bytes that are no text": [text(new Uint8Array([0x7b, 0xff, 0x7d])), "charset"],
  "a key twice": [text('{"id":1,"id":2}'), "duplicate-key"],
  "deep nesting": [text(`{"a":${"[".repeat(10_000)}`), "too-deep"],
  "half an answer": [text('{"id":'), "malformed"],
  "more than can be": [text(`"${"x".repeat(40_000_000)}"`), "oversized"],
  "something else": [text('{"nothing":"known"}'), "unexpected"],
  "a locked door": [text("{}", "application/json", 403), "unauthorized"],
  "an accident": [text("oops", "text/plain", 502), "status"],
  "a plea for patience": [text("{}", "application/json", 429), "rate-limited"],
};

/** Replaces any one value in a JSON answer by something else. */
export function mutate(answer: unknown, at: number, by: unknown): unknown {
  let left = at;
  const visit = (value: unknown): unknown => {
    if (left-- === 0) return by;
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member)]));
  };
  return visit(answer);
}

/** What somebody would put where something else was expected. */
export const soup: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, "", -1, 0, 1e300, 1.5, true, [], {}, "-", "1e999", "\u0000", "__proto__", "🗳️".repeat(2_000)),
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.json({ maxDepth: 2 }).map((json) => JSON.parse(json) as unknown),
);

/** Lets a source look, and fails if it ends in anything but observations or a SourceError. */
export async function survives(source: Source): Promise<void> {
  try {
    await observeAll(source);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
  }
}
