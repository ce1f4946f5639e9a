import { SourceError } from "../../src/errors.ts";

/** The SourceError that something ends in. */
export async function sourceError(work: Promise<unknown> | (() => unknown)): Promise<SourceError> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}
