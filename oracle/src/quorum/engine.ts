import type { Address, Hex } from "viem";
import type { Feed } from "../reports/feeds.ts";
import { type Acceptance, type Head, type Inbox, type Quorum, submission } from "../reports/inbox.ts";
import { type Proposal, contentHashOf, signerOf } from "../reports/report.ts";
import type { Signer } from "../reports/Signer.ts";
import type { Observations } from "../storage/observations.ts";
import { traced } from "../tracing.ts";
import type { Answers } from "./answers.ts";
import type { Candidate, Ledger, Signed } from "./ledger.ts";
import type { Known, Peer } from "./Peers.ts";

export interface EngineDependencies {
  feeds: readonly Feed[];
  peers: readonly Peer[];
  observations: Observations;
  ledger: Ledger;
  inbox: Inbox;
  signer: Signer;
  answers: Answers;
  /** Hands a call to the inbox over to be submitted, once for each key. */
  submit: (call: { key: string; data: Hex }) => Promise<void>;
  /** Takes back what was handed over, if nothing has been made of it yet. */
  withdraw: (key: string) => Promise<void>;
  /** Seconds for which a report stays good. */
  lifetime: bigint;
  /** Milliseconds after which the next operator takes over. */
  takeover: number;
  /** The first block in which there can be a report. */
  startBlock: bigint;
  /** Milliseconds; only its differences count. */
  clock: () => number;
  checkpoint: (name: string) => Promise<void>;
}

/** Where a feed stands, for whoever watches. */
export interface FeedStatus {
  head: Head;
  sequence: bigint;
  leader: Address | undefined;
}

/**
 * Takes what is to be told to the chain, report by report. Each sequence of a feed has a leader, who changes when nothing comes
 * of it; that two of them may work at once does no harm, since nobody signs two reports of one sequence.
 */
export class Engine {
  readonly #on: EngineDependencies;
  /** By feed: since when its next report is waited for, by our own clock. */
  readonly #waiting = new Map<Hex, { sequence: bigint; since: number }>();
  readonly status = new Map<Hex, FeedStatus>();

  constructor(dependencies: EngineDependencies) {
    this.#on = dependencies;
  }

  /** Brings a feed one step on, if it is our turn. */
  async tick(feed: Feed): Promise<void> {
    const head = await this.#settle(feed);
    const sequence = await this.#on.inbox.sequence(feed.id, head.number);
    const next = sequence + 1n;
    const open = await this.#on.ledger.live(feed.id, next);
    const candidate = open.length > 0 ? undefined : await this.#on.ledger.next(feed.id, sequence);
    if (open.length === 0 && candidate === undefined) {
      this.#waiting.delete(feed.id);
      this.status.set(feed.id, { head, sequence, leader: undefined });
      return;
    }
    const leader = this.#leader(feed.id, next);
    this.status.set(feed.id, { head, sequence, leader });
    if (leader !== this.#on.signer.address) return;
    const quorum = await this.#on.inbox.quorum([...this.#operators()]);
    await this.#gather(feed, next, quorum);
    const live = await this.#on.ledger.live(feed.id, next);
    const adopted = await this.#adopt(live, quorum);
    if (!adopted && candidate !== undefined) await this.#propose(feed, candidate, next, head, quorum);
  }

  #operators(): Address[] {
    return [this.#on.signer.address, ...this.#on.peers.map(({ address }) => address)].toSorted();
  }

  /** operators[(sequence + attempts) % n]: everybody comes to the same one as long as their clocks run alike. */
  #leader(feed: Hex, sequence: bigint): Address {
    const now = this.#on.clock();
    const waiting = this.#waiting.get(feed);
    const since = waiting?.sequence === sequence ? waiting.since : now;
    this.#waiting.set(feed, { sequence, since });
    const attempts = BigInt(Math.floor(Math.max(0, now - since) / this.#on.takeover));
    const operators = this.#operators();
    return operators[Number((sequence + attempts) % BigInt(operators.length))] ?? this.#on.signer.address;
  }

  /** Reads what came in since the last block that stays. Whatever the chain says holds, and what it takes back is open again. */
  async #settle(feed: Feed): Promise<Head> {
    const { ledger, inbox, startBlock } = this.#on;
    const head = await inbox.head();
    const scanned = await ledger.scanned(feed.id);
    const from = scanned === undefined ? startBlock : scanned + 1n;
    const accepted = [...(await ledger.strangers(feed.id)), ...(await inbox.accepted(feed.id, from, head.number))];
    for (const acceptance of accepted) {
      if (!(await ledger.isKnown(acceptance.digest))) await this.#acquaint(feed, acceptance);
    }
    const finalSequence = await inbox.sequence(feed.id, head.finalNumber);
    const dead = await ledger.settle(feed.id, head, finalSequence, accepted);
    for (const digest of dead) await this.#on.withdraw(`report:${digest}`);
    await this.#on.checkpoint("settled");
    return head;
  }

  /** Finds out what a report told that came in without us: from those who signed it, or by recognising its payload. */
  async #acquaint(feed: Feed, { digest, transaction }: Acceptance): Promise<void> {
    for (const peer of this.#on.peers) {
      const known = await peer.report(digest).catch(() => undefined);
      if (known !== undefined && (await this.#isWhatItSays(feed, known.proposal, digest))) {
        // The chain has it, whoever of us has signed it.
        await this.#on.ledger.save(known.proposal);
        return;
      }
    }
    const report = await this.#on.inbox.reportIn(transaction);
    if (report === undefined || this.#on.ledger.digestOf(report) !== digest) return;
    for (const candidate of await this.#on.ledger.untold(feed.id)) {
      const proposal = await this.#build(feed, candidate, report);
      if (proposal?.report.payload !== report.payload) continue;
      await this.#on.ledger.save({ ...proposal, report });
      return;
    }
  }

  /** A peer's word for what a report was about counts if the report follows from it. */
  async #isWhatItSays(feed: Feed, proposal: Proposal, digest: Hex): Promise<boolean> {
    const { report, subject, observation } = proposal;
    if (this.#on.ledger.digestOf(report) !== digest || contentHashOf(observation) !== subject.contentHash) return false;
    if (observation.source !== subject.source) return false;
    return (await feed.builder.build(observation, subject.part)) === report.payload;
  }

  /** Asks what the others have signed for this sequence: it may be about to come in. */
  async #gather(feed: Feed, sequence: bigint, { signers }: Quorum): Promise<void> {
    const lists = await Promise.allSettled(this.#on.peers.map((peer) => peer.live(feed.id, sequence)));
    for (const list of lists) {
      if (list.status === "rejected") continue;
      for (const known of list.value) {
        const { report } = known.proposal;
        if (report.feed !== feed.id || report.sequence !== sequence) continue;
        const isSigned = Object.keys(known.signatures).some((signer) => signers.includes(signer as Address));
        if (isSigned) await this.#keep(known);
      }
    }
  }

  /** Stores a peer's report with those of its signatures that are an operator's. */
  async #keep({ proposal, signatures }: Known): Promise<void> {
    const digest = this.#on.ledger.digestOf(proposal.report);
    const operators = this.#operators();
    const real: [Address, Hex][] = [];
    for (const [claimed, signature] of Object.entries(signatures) as [Address, Hex][]) {
      const signer = (await signerOf(digest, signature))?.toLowerCase() as Address | undefined;
      if (signer === claimed && operators.includes(signer)) real.push([signer, signature]);
    }
    if (real.length === 0) return;
    await this.#on.ledger.save(proposal);
    for (const [signer, signature] of real) await this.#on.ledger.addSignature(digest, signer, signature);
  }

  /**
   * Goes on with what somebody has signed already, the most supported first.
   * @returns whether one of them has a quorum, or may get one
   */
  async #adopt(live: readonly Signed[], quorum: Quorum): Promise<boolean> {
    const support = ({ signatures }: Signed) => quorum.signers.filter((signer) => signatures.has(signer)).length;
    for (const signed of live.toSorted((a, b) => support(b) - support(a))) {
      const complete = await this.#collect(signed, quorum);
      if (complete) return true;
    }
    const isOurs = live.some(({ signatures }) => signatures.has(this.#on.signer.address));
    return isOurs;
  }

  /** Gets the signatures that are missing, our own included. */
  #collect(signed: Signed, quorum: Quorum): Promise<boolean> {
    const { digest, proposal } = signed;
    const of = { digest, feed: proposal.report.feed, sequence: Number(proposal.report.sequence) };
    return traced("collect", of, () => this.#complete(signed, quorum));
  }

  /** @returns whether there are enough, and the report is handed over */
  async #complete({ digest, proposal, signatures: known }: Signed, quorum: Quorum): Promise<boolean> {
    const signatures = new Map(known);
    const missing = quorum.signers.filter((signer) => !signatures.has(signer));
    await Promise.all(
      missing.map(async (address) => {
        const signature = await this.#ask(address, proposal);
        if (signature !== undefined) signatures.set(address, signature);
      }),
    );
    const sorted = [...signatures].filter(([signer]) => quorum.signers.includes(signer)).toSorted(byAddress);
    if (sorted.length < quorum.size) return false;
    await this.#on.checkpoint("collected");
    const enough = sorted.slice(0, quorum.size).map(([, signature]) => signature);
    await this.#on.submit({ key: `report:${digest}`, data: submission(proposal.report, enough) });
    await this.#on.checkpoint("enqueued");
    return true;
  }

  /** @returns its signature, checked and stored */
  async #ask(address: Address, proposal: Proposal): Promise<Hex | undefined> {
    if (address === this.#on.signer.address) {
      const own = await this.#on.answers.answer(proposal, true);
      return "signature" in own ? own.signature : undefined;
    }
    const peer = this.#on.peers.find((one) => one.address === address);
    const answer = await peer?.ask(proposal, true).catch(() => undefined);
    if (answer === undefined || !("signature" in answer)) return undefined;
    const digest = this.#on.ledger.digestOf(proposal.report);
    if ((await signerOf(digest, answer.signature))?.toLowerCase() !== address) return undefined;
    await this.#on.ledger.save(proposal);
    await this.#on.ledger.addSignature(digest, address, answer.signature);
    return answer.signature;
  }

  /** Proposes what has not been told, unless too few have seen it: a signature binds its signer until the report expires. */
  async #propose(feed: Feed, candidate: Candidate, sequence: bigint, head: Head, quorum: Quorum): Promise<void> {
    const times = { sequence, observedAt: head.timestamp, expiresAt: head.timestamp + this.#on.lifetime };
    const proposal = await this.#build(feed, candidate, times);
    if (proposal === undefined) return this.#on.ledger.postpone(feed.id, candidate);
    const others = this.#on.peers.filter(({ address }) => quorum.signers.includes(address));
    const answers = await Promise.allSettled(others.map((peer) => peer.ask(proposal, false)));
    const willing = answers.filter((answer) => answer.status === "fulfilled" && !("refused" in answer.value)).length;
    const ours = quorum.signers.includes(this.#on.signer.address) ? 1 : 0;
    if (willing + ours < quorum.size) return this.#on.ledger.postpone(feed.id, candidate);
    await this.#on.checkpoint("proposed");
    const digest = this.#on.ledger.digestOf(proposal.report);
    await this.#collect({ digest, proposal, signatures: new Map() }, quorum);
  }

  async #build(
    feed: Feed,
    { source, key, part, wanted }: Candidate,
    times: { sequence: bigint; observedAt: bigint; expiresAt: bigint },
  ): Promise<Proposal | undefined> {
    const stored = await this.#on.observations.find(source, key, wanted);
    if (stored === undefined || part >= feed.builder.parts(stored.observation)) return undefined;
    const payload = await feed.builder.build(stored.observation, part);
    if (payload === undefined) return undefined;
    const { sequence, observedAt, expiresAt } = times;
    return {
      report: { feed: feed.id, sequence, observedAt, expiresAt, payload },
      subject: { source, key, part, contentHash: wanted },
      observation: stored.observation,
      evidence: stored.evidence,
    };
  }
}

const byAddress = ([a]: readonly [Address, Hex], [b]: readonly [Address, Hex]): number => (a < b ? -1 : 1);
