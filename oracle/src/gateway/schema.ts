import type { z } from "zod";

/** What may be left out; `null`, which is what Python makes of nothing, is the same. */
export function maybe<T>(schema: z.ZodType<T>) {
  return schema.nullish().transform((value) => value ?? undefined);
}
