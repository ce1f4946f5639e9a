import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Address, Hex } from "viem";
import { z } from "zod";
import type { Answers } from "../quorum/answers.ts";
import type { Ledger, Signed } from "../quorum/ledger.ts";
import type { Answer, Known, Peer } from "../quorum/Peers.ts";
import { Digest, MOST_ITEMS, type Proposal, ProposalMessage, Signature, toJson } from "../reports/report.ts";
import type { Signer } from "../reports/Signer.ts";
import { DIGEST, type Doorkeeper, bodyDigest, signRequest } from "./peerAuth.ts";

/** Bytes; a ballot batch of a hundred thousand voters has to fit. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Milliseconds; a peer may have to look at a slow source before it answers whether it would sign. What it knows it says at once. */
const [PATIENCE, IMPATIENCE] = [30_000, 5_000];

const AnswerMessage = z.union([
  z.strictObject({ signature: Signature }),
  z.strictObject({ willing: z.literal(true) }),
  z.strictObject({
    refused: z.enum(["not-seen", "other-payload", "other-signed", "already-reported", "out-of-turn", "unacceptable"]),
    items: z
      .array(
        z
          .int()
          .min(0)
          .max(MOST_ITEMS - 1),
      )
      .max(MOST_ITEMS)
      .optional(),
  }),
]);
const KnownMessage = z.strictObject({
  proposal: ProposalMessage,
  signatures: z.record(z.string().regex(/^0x[0-9a-f]{40}$/), Signature),
});

interface PeerServer {
  doorkeeper: Doorkeeper;
  answers: Answers;
  ledger: Ledger;
}

/** What other operators ask of us. */
export function peerRoutes({ doorkeeper, answers, ledger }: PeerServer): Hono {
  const app = new Hono();
  // Only what is meant for peers: webhooks and the like stand beside it, with doors of their own. Of what strangers send nothing
  // is read.
  app.use("/peers/*", async (context, next) => {
    const { method, url } = context.req;
    const { pathname, search } = new URL(url);
    const admitted = await doorkeeper.admit({ method, path: pathname + search }, (name) => context.req.header(name));
    if (typeof admitted === "string") return next();
    return context.json({ error: admitted.error }, 401);
  });
  app.use("/peers/*", bodyLimit({ maxSize: MOST_BYTES }));
  app.use("/peers/*", async (context, next) => {
    if (bodyDigest(await context.req.text()) === context.req.header(DIGEST)) return next();
    return context.json({ error: "another body than was signed" }, 401);
  });
  for (const [path, sign] of [
    ["/peers/v1/confirm", false],
    ["/peers/v1/sign", true],
  ] as const) {
    app.post(path, async (context) => {
      const proposal = ProposalMessage.safeParse(parseJson(await context.req.text()));
      if (!proposal.success) return context.json({ error: z.prettifyError(proposal.error) }, 400);
      return context.json(await answers.answer(proposal.data, sign));
    });
  }
  app.get("/peers/v1/feeds/:feed/:sequence", async (context) => {
    const feed = Digest.safeParse(context.req.param("feed"));
    const sequence = context.req.param("sequence");
    if (!feed.success || !/^\d{1,20}$/.test(sequence)) return context.json({ error: "no such feed" }, 400);
    const live = await ledger.live(feed.data, BigInt(sequence));
    return context.body(toJson(live.map(known)), 200, { "content-type": "application/json" });
  });
  app.get("/peers/v1/reports/:digest", async (context) => {
    const digest = Digest.safeParse(context.req.param("digest"));
    const found = digest.success ? await ledger.find(digest.data) : undefined;
    if (found === undefined) return context.json({ error: "not known" }, 404);
    return context.body(toJson(known(found)), 200, { "content-type": "application/json" });
  });
  return app;
}

const known = ({ proposal, signatures }: Signed): Known => ({ proposal, signatures: Object.fromEntries(signatures) });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

interface PeerClient {
  address: Address;
  url: string;
  signer: Signer;
  clock: () => number;
}

/** Another operator, over HTTP. */
export class HttpPeer implements Peer {
  readonly address: Address;
  readonly #on: PeerClient;

  constructor(on: PeerClient) {
    this.address = on.address;
    this.#on = on;
  }

  async ask(proposal: Proposal, sign: boolean): Promise<Answer> {
    const answer = await this.#request("POST", sign ? "/peers/v1/sign" : "/peers/v1/confirm", toJson(proposal));
    return AnswerMessage.parse(answer);
  }

  async live(feed: Hex, sequence: bigint): Promise<Known[]> {
    const answer = await this.#request("GET", `/peers/v1/feeds/${feed}/${sequence}`);
    return z.array(KnownMessage).max(100).parse(answer);
  }

  async report(digest: Hex): Promise<Known | undefined> {
    const answer = await this.#request("GET", `/peers/v1/reports/${digest}`);
    return answer === undefined ? undefined : KnownMessage.parse(answer);
  }

  /** @returns undefined for what is not known there */
  async #request(method: string, path: string, body = ""): Promise<unknown> {
    const { url, signer, address: to, clock } = this.#on;
    const target = new URL(url.replace(/\/$/, "") + path);
    const request = { method, path: target.pathname, body };
    const headers = await signRequest(request, { signer, to, clock });
    const signal = AbortSignal.timeout(method === "GET" ? IMPATIENCE : PATIENCE);
    const init = { method, headers, redirect: "error", signal } as const;
    const response = await fetch(target, method === "GET" ? init : { ...init, body });
    if (response.status === 404) return undefined;
    const text = await bounded(response);
    if (!response.ok) throw new Error(`The peer ${to} answers ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as unknown;
  }
}

async function bounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new Error("A peer answers more than it may.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
