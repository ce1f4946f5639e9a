import { Hono } from "hono";
import { keccak256, stringToHex } from "viem";
import type { PollOutcome } from "../../src/observation.ts";
import { SourceError } from "../../src/errors.ts";
import type { Source } from "../../src/sources/Source.ts";
import { serveApp } from "../helpers/server.ts";

export const FORUM = "list:forum";

/** A forum over HTTP whose closed polls are known, for comparing the chain with them afterwards. */
export async function startForum() {
  /** Every version of every poll, in the order in which they came about. */
  const versions: PollOutcome[] = [];
  const app = new Hono();
  app.get("/polls", (context) => {
    const after = Number(context.req.query("after") ?? 0);
    return context.json(versions.slice(after, after + 50));
  });
  app.get("/polls/:id", (context) => {
    const poll = versions.findLast(({ pollId }) => pollId === context.req.param("id"));
    return poll === undefined ? context.json({}, 404) : context.json(poll);
  });
  const served = await serveApp(app);
  const closePoll = (pollId: string, yes: number): void => {
    versions.push({
      kind: "poll",
      source: FORUM,
      pollId,
      title: `Shall we? (${pollId})`,
      url: `${served.url}/polls/${pollId}`,
      options: [
        { id: "yes", label: "Yes", count: String(yes) },
        { id: "no", label: "No", count: "1" },
      ],
      voters: yes + 1,
      status: yes > 1 ? "passed" : "failed",
      winner: yes > 1 ? "yes" : "no",
      openedAt: 1_000,
      closedAt: 2_000 + yes,
      contentHash: keccak256(stringToHex(pollId)),
    });
  };
  return { url: served.url, versions, closePoll, close: () => served.close() };
}

/** Looks at such a forum. */
export function forumSource(url: string): Source {
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(url + path).catch((cause: unknown) => {
      throw new SourceError(FORUM, "unreachable", "is down", "Wait.", undefined, { cause });
    });
    return response.status === 404 ? undefined : await response.json();
  };
  return {
    name: FORUM,
    async *observe(cursor) {
      let position = Number(cursor ?? 0);
      for (const poll of (await ask(`/polls?after=${position}`)) as PollOutcome[]) {
        position++;
        yield { key: poll.pollId, observation: poll, cursor: String(position) };
      }
    },
    confirm: async ({ key }) => (await ask(`/polls/${key}`)) as PollOutcome | undefined,
  };
}
