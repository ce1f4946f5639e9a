import { z } from "zod";
import { SourceError } from "../errors.ts";
import type { Request } from "../http/request.ts";

/** A Discourse forum that we write in. */
export const ForumAccess = z.strictObject({
  /** As in `https://forum.example.org`; a path, where it lies in one, without a slash at its end. */
  url: z.url().regex(/[^/]$/),
  apiKey: z.string().min(1),
  /** In whose name we write. */
  username: z.string().min(1).default("system"),
});
export type ForumAccess = z.infer<typeof ForumAccess>;

export interface NewTopic {
  /** Under which the forum keeps it: it never has two topics of one. Letters, digits, `-` and `_`, at most 50. */
  externalId: string;
  title: string;
  /** Markdown. */
  raw: string;
  /** Makes it a private message to these members. */
  recipients?: readonly string[] | undefined;
  category?: number | undefined;
}

const Created = z.object({ id: z.int(), topic_id: z.int(), topic_slug: z.string() });
const Found = z.object({
  id: z.int(),
  slug: z.string(),
  post_stream: z.object({ posts: z.array(z.object({ id: z.int() })).min(1) }),
});

/** A topic and its first post. */
export interface Topic {
  topicId: number;
  postId: number;
  url: string;
}

/**
 * Opens a topic, or finds the one that an attempt before opened whose answer got lost.
 * @throws SourceError if the forum takes neither
 */
export async function openTopic(
  request: Request,
  forum: ForumAccess,
  topic: NewTopic,
  signal?: AbortSignal,
): Promise<Topic> {
  const source = `discourse:${new URL(forum.url).host}`;
  try {
    return await postTopic(request, source, forum, topic, signal);
  } catch (error) {
    // It is there already, or its answer was cut off: only the forum knows.
    const known = await findTopic(request, source, forum, topic.externalId, signal).catch(() => undefined);
    if (known !== undefined) return known;
    throw error;
  }
}

async function postTopic(
  request: Request,
  source: string,
  forum: ForumAccess,
  { externalId, title, raw, recipients, category }: NewTopic,
  signal: AbortSignal | undefined,
): Promise<Topic> {
  const personal =
    recipients === undefined ? {} : { archetype: "private_message", target_recipients: recipients.join(",") };
  const { body } = await request(source, {
    method: "POST",
    url: `${forum.url}/posts.json`,
    headers: { ...headersOf(forum), "content-type": "application/json" },
    body: JSON.stringify({ title, raw, category, external_id: externalId, ...personal }),
    expect: "json",
    schema: Created,
    signal,
  });
  return { topicId: body.topic_id, postId: body.id, url: urlOf(forum, body.topic_slug, body.topic_id) };
}

async function findTopic(
  request: Request,
  source: string,
  forum: ForumAccess,
  externalId: string,
  signal: AbortSignal | undefined,
): Promise<Topic> {
  const { body } = await request(source, {
    url: `${forum.url}/t/external_id/${externalId}.json`,
    headers: headersOf(forum),
    expect: "json",
    schema: Found,
    signal,
  });
  const [first] = body.post_stream.posts;
  if (first === undefined) throw new SourceError(source, "unexpected", "has a topic without posts", "Look at it.");
  return { topicId: body.id, postId: first.id, url: urlOf(forum, body.slug, body.id) };
}

function headersOf({ apiKey, username }: ForumAccess): Record<string, string> {
  return { "api-key": apiKey, "api-username": username };
}

function urlOf({ url }: ForumAccess, slug: string, id: number): string {
  return `${url}/t/${slug}/${id}`;
}

export interface NewPoll {
  title: string;
  options: readonly string[];
  details?: string | undefined;
  /** Seconds since 1970. */
  closesAt?: number | undefined;
}

/** What would end the poll, or begin another, were it written in its text. */
const MARKUP = /\[\/?poll/i;

/**
 * A poll as Discourse writes one.
 * @throws SourceError if a text would be read as part of the poll's form
 */
export function pollMarkup(source: string, { title, options, details = "", closesAt }: NewPoll): string {
  if ([title, details, ...options].some((text) => MARKUP.test(text)) || [title, ...options].some(hasLines)) {
    throw new SourceError(
      source,
      "unexpected",
      "has a poll with markup in its texts",
      "Write titles and options plainly.",
    );
  }
  const close = closesAt === undefined ? "" : ` close=${new Date(closesAt * 1_000).toISOString()}`;
  const list = options.map((option) => `* ${option}`).join("\n");
  const poll = `[poll type=regular results=always public=true chartType=bar${close}]\n# ${title}\n${list}\n[/poll]`;
  return details === "" ? `${poll}\n` : `${details}\n\n${poll}\n`;
}

function hasLines(text: string): boolean {
  return /[\r\n\u2028\u2029]/.test(text);
}
