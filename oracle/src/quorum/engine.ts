import type { Address, Hex } from "viem";
import { OracleError } from "../errors.ts";
import { happenedAt } from "../observation.ts";
import { type Feed, type PayloadBuilder, joined, mostIn, payloadOf, payloadsOf } from "../reports/feeds.ts";
import { type Acceptance, type Head, type Inbox, type Quorum, submission } from "../reports/inbox.ts";
import { type Item, type Proposal, type Report, contentHashOf, signerOf } from "../reports/report.ts";
import type { Signer } from "../reports/Signer.ts";
import type { Observations } from "../storage/observations.ts";
import { traced } from "../tracing.ts";
import type { Answers, Before } from "./answers.ts";
import { enough } from "./enough.ts";
import type { Candidate, Ledger, Signed, Standing } from "./ledger.ts";
import type { Answer, Known, Peer } from "./Peers.ts";

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

/** Reports of one sequence that are kept of one signer: two prove that it contradicts itself. */
const MOST_SIGNED = 2;
/** What came in without us that is asked about at once, and of what has long come in in one round. */
const ASKED = 16;
/** What is to be told that is looked at in one step: some of it may not be to be told yet. */
const LOOKED_AT = 16;

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
  /** By feed: up to which stranger we have asked. */
  readonly #asked = new Map<Hex, bigint>();
  readonly status = new Map<Hex, FeedStatus>();

  constructor(dependencies: EngineDependencies) {
    this.#on = dependencies;
  }

  /** Brings a feed one step on, if it is our turn. */
  async tick(feed: Feed): Promise<void> {
    const { head, sequence } = await this.#settle(feed);
    const next = sequence + 1n;
    const open = await this.#on.ledger.live(feed.id, next);
    const isLeft = (await this.#on.ledger.next(feed.id, 1)).length > 0;
    if (open.length === 0 && !isLeft) {
      this.#waiting.delete(feed.id);
      this.status.set(feed.id, { head, sequence, leader: undefined });
      return;
    }
    const leader = this.#leader(feed.id, next);
    this.status.set(feed.id, { head, sequence, leader });
    if (leader !== this.#on.signer.address) return;
    const quorum = await this.#on.inbox.quorum([...this.#operators()]);
    const observedAt = await this.#on.ledger.lastObservedAt(feed.id);
    const before = { sequence, observedAt, timestamp: head.timestamp };
    await this.#gather(feed, before, quorum);
    if (await this.#adopt(feed, next, quorum)) return;
    // What others have signed and nobody else will keeps nothing else from being told.
    const { items, payload } = await this.#choose(feed, before);
    if (payload === undefined) return;
    const seenAt = head.timestamp > observedAt ? head.timestamp : observedAt;
    const times = { observedAt: seenAt, expiresAt: seenAt + this.#on.lifetime };
    await this.#propose({ report: { feed: feed.id, sequence: next, ...times, payload }, items }, quorum);
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
  async #settle(feed: Feed): Promise<Standing> {
    const { ledger, inbox, startBlock } = this.#on;
    const head = await inbox.head();
    const scanned = await ledger.scanned(feed.id);
    const from = scanned === undefined ? startBlock : scanned.block + 1n;
    const fresh = await inbox.accepted(feed.id, from, head.number);
    const sequence = await inbox.sequence(feed.id, head.number);
    const finalSequence = await inbox.sequence(feed.id, head.finalNumber);
    const standing = { head, sequence, finalSequence };
    checkComplete(feed, standing, fresh, scanned?.sequence ?? 0n);
    const accepted = [...(await this.#strangers(feed)), ...fresh];
    for (let at = 0; at < accepted.length; at += ASKED) {
      await Promise.all(accepted.slice(at, at + ASKED).map((one) => this.#acquaint(feed, one)));
    }
    const over = await ledger.settle(feed.id, standing, accepted);
    for (const digest of over) await this.#on.withdraw(`report:${digest}`);
    await this.#on.checkpoint("settled");
    return standing;
  }

  /** Some in each round, one after the other: those of whom nobody knows must not keep us from asking about the rest. */
  async #strangers(feed: Feed): Promise<Acceptance[]> {
    const strangers = await this.#on.ledger.strangers(feed.id, this.#asked.get(feed.id) ?? 0n, ASKED);
    this.#asked.set(feed.id, strangers.at(-1)?.sequence ?? 0n);
    return strangers;
  }

  /** Finds out what a report told that came in without us: from those who signed it, or by recognising its payload. */
  async #acquaint(feed: Feed, { digest, transaction }: Acceptance): Promise<void> {
    const { ledger, inbox, peers } = this.#on;
    if (await ledger.isKnown(digest)) return;
    const tell = async (peer: Peer): Promise<Proposal> => {
      const proposal = (await peer.report(digest))?.proposal;
      if (proposal !== undefined && (await this.#isWhatItSays(feed, proposal, digest))) return proposal;
      throw new Error("It does not know.");
    };
    // The first who knows: who is slow, or lies, holds nobody up.
    const known = await Promise.any(peers.map(tell)).catch(() => undefined);
    // The chain has it, whoever of us has signed it.
    if (known !== undefined) return void (await ledger.save(known));
    const report = await inbox.reportIn(transaction);
    if (report === undefined || ledger.digestOf(report) !== digest) return;
    const items = await this.#recognise(feed, report);
    if (items !== undefined) await ledger.save({ report, items });
  }

  /** @returns what a report tells, if all of it is something that we have to tell */
  async #recognise({ id, builder }: Feed, { payload }: Report): Promise<Item[] | undefined> {
    const told = payloadsIn(builder, payload);
    const items = new Map<Hex, Item>();
    for (const candidate of await this.#on.ledger.untold(id)) {
      if (items.size === told.length) break;
      const found = await this.#itemOf(builder, candidate);
      if (found !== undefined && told.includes(found.payload)) items.set(found.payload, found.item);
    }
    return told.length > 0 && items.size === told.length ? told.flatMap((one) => items.get(one) ?? []) : undefined;
  }

  /** A peer's word for what a report was about counts if the report follows from it, and we have seen nothing else. */
  async #isWhatItSays(feed: Feed, { report, items }: Proposal, digest: Hex): Promise<boolean> {
    if (this.#on.ledger.digestOf(report) !== digest) return false;
    for (const { source, key, contentHash, observation } of items) {
      if (contentHashOf(observation) !== contentHash || observation.source !== source) return false;
      // The report does not follow from the key.
      const keys = await this.#on.observations.keysOf(source, contentHash);
      if (keys.length > 0 && !keys.includes(key)) return false;
    }
    return (await payloadOf(feed.builder, items)) === report.payload;
  }

  /** Asks what the others have signed next: it may be about to come in. */
  async #gather(feed: Feed, last: Before, quorum: Quorum): Promise<void> {
    const lists = await Promise.allSettled(this.#on.peers.map((peer) => peer.live(feed.id, last.sequence + 1n)));
    for (const known of lists.flatMap((list) => (list.status === "fulfilled" ? list.value : []))) {
      if (known.proposal.report.feed !== feed.id) continue;
      if (this.#on.answers.objection(feed, known.proposal, last) !== undefined) continue;
      // What one of them made up so that nobody can read or store it is passed over.
      await this.#keep(feed, known, quorum).catch(() => {});
    }
  }

  /** Stores a peer's report with those of its signatures that are a signer's, and are not too many. */
  async #keep(feed: Feed, { proposal, signatures }: Known, { signers }: Quorum): Promise<void> {
    const { ledger } = this.#on;
    const digest = ledger.digestOf(proposal.report);
    const known = await ledger.find(digest);
    const real: [Address, Hex][] = [];
    for (const [claimed, signature] of Object.entries(signatures) as [Address, Hex][]) {
      if (!signers.includes(claimed) || known?.signatures.has(claimed) === true) continue;
      if ((await signerOf(digest, signature))?.toLowerCase() !== claimed) continue;
      const count = await ledger.countSigned(feed.id, proposal.report.sequence, claimed);
      if (count < MOST_SIGNED) real.push([claimed, signature]);
    }
    if (real.length === 0) return;
    if (known === undefined && !(await this.#isWhatItSays(feed, proposal, digest))) return;
    await ledger.save(proposal);
    for (const [signer, signature] of real) await ledger.addSignature(digest, signer, signature);
  }

  /**
   * Goes on with what somebody has signed already, the most supported first.
   * @returns whether one of them has a quorum, or may get one: what we have signed binds us
   */
  async #adopt(feed: Feed, sequence: bigint, quorum: Quorum): Promise<boolean> {
    const live = await this.#on.ledger.live(feed.id, sequence);
    const support = ({ signatures }: Signed) => quorum.signers.filter((signer) => signatures.has(signer)).length;
    for (const signed of live.toSorted((a, b) => support(b) - support(a))) {
      const complete = await this.#collect(signed, quorum);
      if (complete) return true;
    }
    return (await this.#on.ledger.countSigned(feed.id, sequence, this.#on.signer.address)) > 0;
  }

  /** Gets the signatures that are missing, our own included. */
  #collect(signed: Signed, quorum: Quorum): Promise<boolean> {
    const { digest, proposal } = signed;
    const of = { digest, feed: proposal.report.feed, sequence: Number(proposal.report.sequence) };
    return traced("collect", of, () => this.#complete(signed, quorum));
  }

  /** @returns whether there are enough, and the report is handed over */
  async #complete({ digest, proposal, signatures: known }: Signed, quorum: Quorum): Promise<boolean> {
    const signatures = new Map([...known].filter(([signer]) => quorum.signers.includes(signer)));
    const ask = async (address: Address): Promise<void> => {
      const signature = await this.#ask(address, proposal);
      if (signature !== undefined) signatures.set(address, signature);
    };
    const us = this.#on.signer.address;
    const missing = quorum.signers.filter((signer) => !signatures.has(signer));
    if (missing.includes(us)) await ask(us);
    const others = missing.filter((signer) => signer !== us).map(ask);
    await enough(others, () => signatures.size >= quorum.size);
    const sorted = [...signatures].toSorted(byAddress);
    if (sorted.length < quorum.size) return false;
    await this.#on.checkpoint("collected");
    const taken = sorted.slice(0, quorum.size).map(([, signature]) => signature);
    await this.#on.submit({ key: `report:${digest}`, data: submission(proposal.report, taken) });
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

  /** As much of what is next as one report has room for. What cannot be told yet waits behind the rest. */
  async #choose({ id, builder }: Feed, { timestamp }: Before): Promise<{ items: Item[]; payload: Hex | undefined }> {
    const candidates = await this.#on.ledger.next(id, LOOKED_AT);
    const most = mostIn(builder);
    for (let at = 0; at < candidates.length; at += most) {
      const next = candidates.slice(at, at + most);
      const known = await Promise.all(next.map((candidate) => this.#itemOf(builder, candidate)));
      // By the chain's time some of it may be still to come.
      const found = known.map((one) => (one && happenedAt(one.item.observation) <= timestamp ? one : undefined));
      const left = next.filter((_, index) => found[index] === undefined);
      if (left.length > 0) await this.#on.ledger.postpone(id, left);
      const told = found.filter((one) => one !== undefined);
      if (told.length === 0) continue;
      const payloads = told.map(({ payload }) => payload);
      return { items: told.map(({ item }) => item), payload: joined(builder, payloads) };
    }
    return { items: [], payload: undefined };
  }

  /** @returns undefined for what cannot be told yet */
  async #itemOf(
    builder: PayloadBuilder,
    { source, key, part, wanted }: Candidate,
  ): Promise<{ item: Item; payload: Hex } | undefined> {
    const stored = await this.#on.observations.find(source, key, wanted);
    if (stored === undefined) return undefined;
    const { observation, evidence } = stored;
    const item = { source, key, part, contentHash: wanted, observation, evidence };
    const [payload] = await payloadsOf(builder, [item]);
    return payload === undefined ? undefined : { item, payload };
  }

  /** Proposes what has not been told, unless too few have seen it: a signature binds its signer until the report expires. */
  async #propose(proposal: Proposal, quorum: Quorum): Promise<void> {
    const { answers, peers, signer, ledger } = this.#on;
    const { report, items } = proposal;
    const others = peers.filter(({ address }) => quorum.signers.includes(address));
    const asked = others.map((peer) => peer.ask(proposal, false));
    if (quorum.signers.includes(signer.address)) asked.push(answers.answer(proposal, false));
    const said = await enough(asked, (come) => leftBy(come, items, quorum.size).length === 0);
    const left = leftBy(said, items, quorum.size);
    if (left.length > 0) return ledger.postpone(report.feed, left);
    await this.#on.checkpoint("proposed");
    const digest = ledger.digestOf(report);
    const complete = await this.#collect({ digest, proposal, signatures: new Map() }, quorum);
    // Somebody did not keep their word, or is gone: when this one's time is over, it is the others' turn.
    if (!complete) await ledger.postpone(report.feed, items);
  }
}

/**
 * What has to wait so that enough sign the rest: what those who would sign the most of it would not.
 * @param enough how many have to sign
 */
function leftBy(said: readonly Answer[], items: readonly Item[], enough: number): Item[] {
  const lacking = said
    .map((answer) => itemsRefused(answer, items))
    .toSorted((a, b) => a.length - b.length)
    .slice(0, enough);
  if (lacking.length < enough) return [...items];
  return items.filter((item) => lacking.some((one) => one.includes(item)));
}

function itemsRefused(answer: Answer, items: readonly Item[]): readonly Item[] {
  if (!("refused" in answer)) return [];
  const named = items.filter((_, index) => answer.items?.includes(index) === true);
  return named.length === 0 ? items : named;
}

/** Each payload that was joined; none for what is no list of them. */
function payloadsIn({ pack }: PayloadBuilder, payload: Hex): Hex[] {
  if (pack === undefined) return [payload];
  try {
    return pack.split(payload);
  } catch {
    return [];
  }
}

/**
 * Nodes that stand behind one name are not all as far, and a block may go between two answers: logs that lack what the inbox has
 * would make of it what never came in.
 * @throws OracleError if they do
 */
function checkComplete(
  { name }: Feed,
  { head, sequence, finalSequence }: Standing,
  fresh: readonly Acceptance[],
  known: bigint,
): void {
  const last = fresh.at(-1)?.sequence ?? known;
  const lastFinal = fresh.findLast(({ block }) => block <= head.finalNumber)?.sequence ?? known;
  if (last === sequence && finalSequence <= lastFinal) return;
  throw new OracleError(
    `The feed ${name} has come to ${sequence} on the chain, but its events to ${last}`,
    "That passes if the node is behind. Otherwise see that chain.startBlock is no later than the inbox's, and whose storage it is.",
  );
}

const byAddress = ([a]: readonly [Address, Hex], [b]: readonly [Address, Hex]): number => (a < b ? -1 : 1);
