import type { Request } from "../http/request.ts";
import { type ForumAccess, openTopic, pollMarkup } from "../outbound/forumTopics.ts";
import { DiscourseClient, type DiscoursePoll, type DiscoursePost } from "../sources/discourse/client.ts";
import { plainText, secondsOf } from "../sources/text.ts";
import { contentHash } from "../verification/contentHash.ts";
import type { PollReading, Question, VoteBackend } from "./votes.ts";

export interface DiscourseVotesOptions {
  forum: ForumAccess;
  request: Request;
}

/** Votes held in a Discourse forum, each in a topic of its own. Voters are shown: whoever decides by their vote is to be seen. */
export function createDiscourseVotes({ forum, request }: DiscourseVotesOptions): VoteBackend {
  const source = `discourse:${new URL(forum.url).host}`;
  const { url, apiKey, username: apiUsername } = forum;
  const client = new DiscourseClient({ source, url, apiKey, apiUsername, request });
  return {
    plugin: "discourse",
    process: "poll",
    source,
    async start(id, question, signal) {
      const raw = pollMarkup(source, question satisfies Question);
      const topic = { externalId: id, title: question.title, raw };
      const { postId, url } = await openTopic(request, forum, topic, signal);
      return { reference: String(postId), url };
    },
    async read(reference, trustLevel, signal) {
      const post = await client.getPost(Number(reference), signal);
      const polls = post.polls ?? [];
      return Promise.all(polls.map((poll) => readPoll(client, source, forum, post, poll, trustLevel, signal)));
    },
    async close(reference, signal) {
      const { polls } = await client.getPost(Number(reference), signal);
      for (const { name, status } of polls ?? []) {
        if (status === "open") await client.setStatus(Number(reference), name, "closed", signal);
      }
    },
    referenceOf: (pollId) => /^([1-9]\d{0,14})\/./.exec(pollId)?.[1],
  };
}

async function readPoll(
  client: DiscourseClient,
  source: string,
  forum: ForumAccess,
  post: DiscoursePost,
  poll: DiscoursePoll,
  trustLevel: number | undefined,
  signal: AbortSignal | undefined,
): Promise<PollReading> {
  const options = poll.options.map(({ id, html, votes = 0 }) => ({ id, label: plainText(html), count: votes }));
  const trusted = trustLevel === undefined ? [] : await findTrusted(client, post, poll, trustLevel, signal);
  return {
    pollId: `${post.id}/${poll.name}`,
    title: plainText(poll.title ?? "") || `Post ${post.id}`,
    url: `${forum.url}/t/${post.topic_slug ?? "-"}/${post.topic_id}/${post.post_number}`,
    options,
    voters: poll.voters,
    isOpen: poll.status === "open",
    openedAt: secondsOf(post.created_at) ?? 0,
    closesAt: secondsOf(poll.close),
    contentHash: contentHash({
      source,
      pollId: `${post.id}/${poll.name}`,
      title: poll.title,
      options: options.map(({ id }) => id),
    }),
    trusted,
  };
}

/** What each member chose who is trusted enough. */
async function findTrusted(
  client: DiscourseClient,
  post: DiscoursePost,
  poll: DiscoursePoll,
  trustLevel: number,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const chosen: string[] = [];
  for (const { id, votes = 0 } of poll.options) {
    if (votes === 0) continue;
    for (const { username } of await client.getVoters(post.id, poll.name, id, votes, signal)) {
      const user = await client.getUser(username, signal);
      if (user.trust_level >= trustLevel) chosen.push(id);
    }
  }
  return chosen;
}
