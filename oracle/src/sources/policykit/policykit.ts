import { z } from "zod";
import { SourceError } from "../../errors.ts";
import type { Request } from "../../http/request.ts";
import type { PollOutcome } from "../../observation.ts";
import { contentHash } from "../../verification/contentHash.ts";
import type { Observed, Source } from "../Source.ts";
import { secondsOf } from "../text.ts";

/** A PolicyKit that nobody can teach to drive us: its dashboard is read instead, as a member who has logged in sees it. */
export const PolicyKitConfig = z.strictObject({
  kind: z.literal("policykit"),
  url: z.url().regex(/[^/]$/),
  /** Of a member's session; it sees the community's proposals. */
  sessionCookie: z.string().regex(/^[\x21-\x3a\x3c-\x7e]{8,512}$/),
  /** Only outcomes of these policies, by name; by default of all. */
  policies: z.array(z.string().min(1)).optional(),
});
export type PolicyKitConfig = z.infer<typeof PolicyKitConfig>;

const Id = z.int().nonnegative();
const Proposal = z.object({
  id: Id,
  status: z.string(),
  proposal_time: z.iso.datetime({ offset: true, local: true }),
  is_vote_closed: z.boolean(),
  action: z.object({ id: Id, action_type: z.string() }),
  initiator: z.object({ id: Id, readable_name: z.string().nullish() }).nullish(),
  /** Null once the policy has been deleted. */
  policy: z.object({ id: Id, name: z.string() }).nullish(),
});
type Proposal = z.infer<typeof Proposal>;
const Dashboard = z.object({ completed_proposals: z.array(Proposal).max(50) });

const OUTCOMES = ["passed", "failed"] as const;

/**
 * Reads PolicyKit's dashboard. It shows the latest 50 proposals, without votes, and when one was made, but not when it was decided; what
 * is read too seldom is lost, so the gateway is the better way. Where a policy was deleted, its actions are decided anew under other
 * proposals: of each action, the latest proposal counts, and one without a policy does not.
 */
export function createPolicyKit(config: PolicyKitConfig, { request }: { request: Request }): Source {
  const { host } = new URL(config.url);
  const name = `policykit:${host}`;
  const read = async (signal: AbortSignal): Promise<Observed[]> => {
    const { body } = await request(name, {
      url: `${config.url}/api/dashboard`,
      headers: { cookie: `sessionid=${config.sessionCookie}`, accept: "application/json" },
      expect: "json",
      schema: Dashboard,
      signal,
    });
    return latestOf(body.completed_proposals)
      .filter(({ policy }) => config.policies?.includes(policy?.name ?? "") ?? true)
      .flatMap((proposal) => toObserved(name, config.url, proposal));
  };
  return {
    name,
    async *observe(_, signal) {
      yield* await read(signal);
    },
    async confirm(claimed, signal) {
      return (await read(signal)).find(({ key }) => key === claimed.key)?.observation;
    },
  };
}

/** The latest of each action, if it still has its policy, in the order of their ids. */
function latestOf(proposals: readonly Proposal[]): Proposal[] {
  const latest = new Map<number, Proposal>();
  for (const proposal of proposals.toSorted((one, other) => one.id - other.id))
    latest.set(proposal.action.id, proposal);
  return [...latest.values()].filter(({ policy }) => policy !== null && policy !== undefined);
}

function toObserved(source: string, url: string, proposal: Proposal): Observed[] {
  const status = OUTCOMES.find((one) => one === proposal.status);
  if (status === undefined || !proposal.is_vote_closed) return [];
  const openedAt = secondsOf(
    /Z$|[+-]\d\d:\d\d$/.test(proposal.proposal_time) ? proposal.proposal_time : `${proposal.proposal_time}Z`,
  );
  if (openedAt === undefined)
    throw new SourceError(source, "unexpected", "has a proposal without a time", "Look at it.");
  const { action, policy } = proposal;
  const observation: PollOutcome = {
    kind: "poll",
    source,
    // Of the action, not of the proposal: one that is decided anew supersedes what was said before.
    pollId: `action/${action.id}`,
    title: `${action.action_type} ${action.id}`,
    url: `${url}/main/`,
    options: [],
    voters: 0,
    status,
    openedAt,
    closedAt: openedAt,
    contentHash: contentHash({ source, action: action.id, type: action.action_type, policy: policy?.id ?? null }),
    ...(policy === null || policy === undefined ? {} : { policy: policy.name }),
  };
  return [{ key: observation.pollId, observation }];
}
