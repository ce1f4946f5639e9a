import type { Clock } from "../clock.ts";
import { SourceError } from "../errors.ts";
import type { DiscourseClient, DiscourseUser } from "../sources/discourse/client.ts";
import type { Writers } from "./revenue.ts";
import { isPointer } from "./shares.ts";

/** Milliseconds for which a topic's writers are remembered: it is viewed more often than it is written in. */
const FRESH = 5 * 60_000;
const MOST_TOPICS = 1_000;
/** Each costs the forum a request. */
const MOST_WRITERS = 24;

export interface WritersDependencies {
  client: DiscourseClient;
  clock: Clock;
  /** Id of the user field in which members write their payment pointer. */
  field: string;
}

/** The pointer that a member has written into a field of the profile; undefined for what is none. */
export function pointerOf({ user_fields: fields }: DiscourseUser, field: string): string | undefined {
  const text = fields?.[field];
  const pointer = typeof text === "string" ? text.trim() : "";
  return isPointer(pointer) ? pointer : undefined;
}

/** Who wrote a topic of a forum, by their pointers. */
export function createWriters(dependencies: WritersDependencies): (topic: string) => Promise<Writers | undefined> {
  const { clock } = dependencies;
  const known = new Map<string, { writers: Promise<Writers | undefined>; at: number }>();
  return async (topic) => {
    // Whoever made up the number of a topic shall not have the forum asked something else.
    if (!/^\d{1,15}$/.test(topic)) return undefined;
    const before = known.get(topic);
    if (before !== undefined && clock.now() - before.at < FRESH) return before.writers;
    // A forum that does not answer keeps no visitor from paying: the site's shares stand in, and it is asked again later.
    const writers = readWriters(dependencies, topic).catch((error: unknown) => {
      if (error instanceof SourceError) return undefined;
      throw error;
    });
    known.delete(topic);
    known.set(topic, { writers, at: clock.now() });
    const [oldest] = known.keys();
    if (known.size > MOST_TOPICS && oldest !== undefined) known.delete(oldest);
    return writers;
  };
}

async function readWriters({ client, field }: WritersDependencies, topic: string): Promise<Writers> {
  const { author, participants } = await client.getWriters(topic);
  const names = [...new Set([author, ...participants])].slice(0, MOST_WRITERS);
  const pointers = await Promise.all(
    names.map(async (name) => {
      const user = await client.getUser(name).catch((error: unknown) => {
        // Deleted or private meanwhile: one who cannot be paid takes nothing from the others.
        if (error instanceof SourceError && error.fault === "not-found") return undefined;
        throw error;
      });
      return user === undefined ? undefined : pointerOf(user, field);
    }),
  );
  return { author: pointers[0], participants: [...new Set(pointers)].filter((one) => one !== undefined) };
}
