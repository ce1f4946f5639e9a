import type { SwiftVote } from "../../verification/swiftPoll.ts";
import type { Verdicts } from "../../verification/verdict.ts";
import { plainText, secondsOf } from "../text.ts";
import type { DiscourseClient } from "./client.ts";

export interface OpenPoll {
  openedAt: number;
  isOpen: boolean;
  votes: SwiftVote[];
}

/** How an open poll stands, with the trust of those who voted: what `judgeSwiftPoll` needs. Other options than yes and no are none. */
export async function readSwiftPoll(
  client: DiscourseClient,
  postId: number,
  name: string,
  { approve, reject }: Verdicts,
  signal?: AbortSignal,
): Promise<OpenPoll> {
  const { post, poll } = await client.getPoll(postId, name, signal);
  const votes: SwiftVote[] = [];
  for (const option of poll.options) {
    const label = plainText(option.html).toLowerCase();
    const approves = approve.includes(label);
    if ((!approves && !reject.includes(label)) || option.votes === 0) continue;
    for (const voter of await client.getVoters(postId, name, option.id, option.votes ?? Infinity, signal)) {
      const { trust_level: trustLevel } = await client.getUser(voter.username, signal);
      votes.push({ voter: String(voter.id), approves, trustLevel });
    }
  }
  return { openedAt: secondsOf(post.created_at) ?? 0, isOpen: poll.status === "open", votes };
}
