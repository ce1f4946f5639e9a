import { createHash } from "node:crypto";
import { type HDNodeWallet, type Wallet } from "ethers";
import { type Context, Hono } from "hono";
import type { Clock } from "../../src/clock.ts";
import { serveApp } from "../helpers/server.ts";

export interface HubProposal {
  id: string;
  space: { id: string };
  title: string;
  body: string;
  choices: string[];
  type: string;
  created: number;
  start: number;
  end: number;
  snapshot: number;
  privacy: string;
  scores: number[];
  scores_state: string;
  scores_total: number;
  votes: number;
  quorum: number;
  flagged: boolean;
}

export interface HubVote {
  id: string;
  voter: string;
  created: number;
  proposal: string;
  choice: unknown;
  reason: string;
  app: string;
  metadata: object;
  vp: number;
  vp_state: string;
}

export interface SnapshotServer {
  url: string;
  proposals: HubProposal[];
  votes: HubVote[];
  messages: { id: string; sig: string }[];
  asked: string[];
  interfere?: ((context: Context) => Response | undefined | Promise<Response | undefined>) | undefined;
  propose(proposal?: Partial<HubProposal>): HubProposal;
  /** Signs with ethers, as the hub's users do with their wallets. */
  vote(wallet: Wallet | HDNodeWallet, proposal: HubProposal, choice: unknown, vp: number): Promise<HubVote>;
  close(): Promise<void>;
}

/** A hub over HTTP: enough of GraphQL for what is asked of it, with the hub's limits. */
export async function startSnapshot({ clock }: { clock: Clock }): Promise<SnapshotServer> {
  const state = { proposals: [], votes: [], messages: [], asked: [] } as unknown as SnapshotServer;
  const now = (): number => Math.floor(clock.now() / 1_000);
  const app = new Hono();
  app.post("/graphql", async (context) => {
    const interference = await state.interfere?.(context);
    if (interference !== undefined) return interference;
    const { query, variables } = await context.req.json<{ query: string; variables: Variables }>();
    const field = /\{\s*(\w+)\(/.exec(query)?.[1] ?? "";
    state.asked.push(field);
    const { first = 20, skip = 0 } = variables;
    if (first > 1_000 || skip > 5_000) {
      return context.json({ errors: [{ message: "The `skip` argument must not be greater than 5000" }], data: null });
    }
    return context.json({ data: { [field]: answer(state, field, variables, now()) } });
  });
  const served = await serveApp(app);
  return Object.assign(state, {
    url: `${served.url}/graphql`,
    close: () => served.close(),
    propose: (proposal: Partial<HubProposal> = {}) => propose(state, proposal, now()),
    vote: (wallet: Wallet, proposal: HubProposal, choice: unknown, vp: number) =>
      vote(state, wallet, proposal, choice, vp, now()),
  });
}

interface Variables {
  first?: number;
  skip?: number;
  since?: number;
  id?: string;
  ids?: string[];
  spaces?: string[];
  proposal?: string;
}

function answer(state: SnapshotServer, field: string, variables: Variables, now: number): unknown {
  const { first = 20, skip = 0, since = 0, id, ids = [], spaces = [], proposal } = variables;
  const page = <T extends { created: number }>(rows: T[]): T[] =>
    rows
      .filter(({ created }) => created >= since)
      .sort((a, b) => a.created - b.created)
      .slice(skip, skip + first);
  const shown = (one: HubProposal) => ({
    ...one,
    state: one.end <= now ? "closed" : one.start <= now ? "active" : "pending",
  });
  if (field === "proposals") return page(state.proposals.filter(({ space }) => spaces.includes(space.id)));
  if (field === "proposal") return state.proposals.filter((one) => one.id === id).map(shown)[0] ?? null;
  if (field === "votes") return page(state.votes.filter((one) => one.proposal === proposal));
  return state.messages.filter((message) => ids.includes(message.id)).slice(0, first);
}

function hashed(text: string): string {
  return `0x${createHash("sha256").update(text).digest("hex")}`;
}

function propose(state: SnapshotServer, given: Partial<HubProposal>, now: number): HubProposal {
  const proposal = {
    id: hashed(`proposal ${state.proposals.length}`),
    space: { id: "pistachio.eth" },
    title: "Plant trees",
    body: "Where, and how many.",
    choices: ["For", "Against"],
    type: "single-choice",
    created: now,
    start: now,
    end: now + 86_400,
    snapshot: 20_579_390,
    privacy: "",
    scores: [0, 0],
    scores_state: "pending",
    scores_total: 0,
    votes: 0,
    quorum: 0,
    flagged: false,
    ...given,
  };
  state.proposals.push(proposal);
  return proposal;
}

async function vote(
  state: SnapshotServer,
  wallet: Wallet,
  proposal: HubProposal,
  choice: unknown,
  vp: number,
  created: number,
): Promise<HubVote> {
  const type = typeof choice === "number" ? "uint32" : Array.isArray(choice) ? "uint32[]" : "string";
  const fields = [
    ["from", "string"],
    ["space", "string"],
    ["timestamp", "uint64"],
    ["proposal", proposal.id.startsWith("0x") ? "bytes32" : "string"],
    ["choice", type],
    ["reason", "string"],
    ["app", "string"],
    ["metadata", "string"],
  ];
  const types = { Vote: fields.map(([name = "", kind = ""]) => ({ name, type: kind })) };
  const said = { reason: "because", app: "snapshot-v2", metadata: "{}" };
  const sig = await wallet.signTypedData({ name: "snapshot", version: "0.1.4" }, types, {
    from: wallet.address,
    space: proposal.space.id,
    timestamp: created,
    proposal: proposal.id,
    choice: type === "string" ? JSON.stringify(choice) : choice,
    ...said,
  });
  const id = hashed(sig);
  const cast = {
    id,
    voter: wallet.address,
    created,
    proposal: proposal.id,
    choice,
    ...said,
    metadata: {},
    vp,
    vp_state: "final",
  };
  state.votes.push(cast);
  state.messages.push({ id, sig });
  proposal.votes++;
  return cast;
}
