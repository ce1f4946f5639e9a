import { happenedAt } from "../observation.ts";
import { type Feed, joined, mostIn, payloadsOf } from "../reports/feeds.ts";
import type { Inbox } from "../reports/inbox.ts";
import { type Item, type Proposal, type Report, contentHashOf } from "../reports/report.ts";
import type { Signer } from "../reports/Signer.ts";
import type { Source } from "../sources/Source.ts";
import type { Observations } from "../storage/observations.ts";
import { agreesOnBallots } from "../verification/voices.ts";
import type { Ledger } from "./ledger.ts";
import { traced } from "../tracing.ts";
import type { Answer, Refusal, Reluctance } from "./Peers.ts";

/** Seconds by which a report's time may differ from the chain's. */
const MOST_SKEW = 300n;
/** Milliseconds for a source to show a thing again. */
const LOOKING = 20_000;

export interface AnswersDependencies {
  feeds: readonly Feed[];
  sources: ReadonlyMap<string, Source>;
  observations: Observations;
  ledger: Ledger;
  inbox: Inbox;
  signer: Signer;
  /** Seconds; the longest that a report may stay good. */
  lifetime: bigint;
  /** Tests stop the process here. */
  checkpoint: (name: string) => Promise<void>;
}

/** What a report comes after. */
export interface Before {
  /** The feed's last one. */
  sequence: bigint;
  /** Seconds; of the last report that is known. */
  observedAt: bigint;
  /** Seconds; of the latest block. */
  timestamp: bigint;
}

/** What an operator says to a report that is proposed to it: nothing is signed that was not seen with its own eyes. */
export class Answers {
  readonly #on: AnswersDependencies;

  constructor(dependencies: AnswersDependencies) {
    this.#on = dependencies;
  }

  async answer(proposal: Proposal, sign: boolean): Promise<Answer> {
    const { ledger, signer } = this.#on;
    const known = await ledger.find(ledger.digestOf(proposal.report));
    const mine = known?.signatures.get(signer.address);
    if (mine !== undefined) return { signature: mine };
    const feed = this.#on.feeds.find(({ id }) => id === proposal.report.feed);
    if (feed === undefined) return { refused: "unacceptable" };
    const head = await this.#on.inbox.head();
    const sequence = await this.#on.inbox.sequence(feed.id, head.number);
    const observedAt = await ledger.lastObservedAt(feed.id);
    const objection = this.objection(feed, proposal, { sequence, observedAt, timestamp: head.timestamp });
    if (objection !== undefined) return { refused: objection };
    const refusal = (await this.#lookAtAll(proposal)) ?? (await this.#rebuild(feed, proposal));
    if (refusal !== undefined) return refusal;
    if (!sign) return (await ledger.refusalOf(proposal)) ?? { willing: true };
    const of = { feed: feed.name, sequence: Number(sequence) + 1 };
    const signed = await traced("sign", of, () => ledger.sign(proposal));
    if (typeof signed !== "string") return signed;
    await this.#on.checkpoint("signed");
    return { signature: signed };
  }

  /** What is wrong with a report by its form alone, after the last one of its feed. */
  objection(
    { sources, builder }: Feed,
    { report, items }: Proposal,
    { sequence, timestamp: now, observedAt }: Before,
  ): Reluctance | undefined {
    if (report.sequence !== sequence + 1n) return "out-of-turn";
    // Consumers pass over what is dated before what it tells, or before what they know already: it would have been told in vain.
    const happened = BigInt(Math.max(...items.map(({ observation }) => happenedAt(observation))));
    if (happened > now || happened > report.observedAt || report.observedAt < observedAt) return "unacceptable";
    if (report.observedAt > now + MOST_SKEW || report.observedAt + this.#on.lifetime < now) return "unacceptable";
    if (report.expiresAt <= now || report.expiresAt > report.observedAt + this.#on.lifetime) return "unacceptable";
    const names = new Set(items.map(({ source, key, part }) => JSON.stringify([source, key, part])));
    if (names.size < items.length || items.length > mostIn(builder)) return "unacceptable";
    const isWell = ({ source, part, contentHash, observation }: Item): boolean =>
      sources.includes(source) &&
      observation.source === source &&
      contentHashOf(observation) === contentHash &&
      part < builder.parts(observation);
    return items.every(isWell) ? undefined : "unacceptable";
  }

  async #lookAtAll({ report, items }: Proposal): Promise<Refusal | undefined> {
    const signal = AbortSignal.timeout(LOOKING);
    const areSeen = await Promise.all(items.map((item) => this.#isSeen(report, item, signal)));
    const unseen = [...areSeen.keys()].filter((index) => areSeen[index] === false);
    return unseen.length === 0 ? undefined : { refused: "not-seen", items: unseen };
  }

  /**
   * Whether we have seen it, or see it now. What is seen is stored, so that we tell it ourselves if need be. Where the others have
   * told something since that we have not seen, what we have seen before counts for nothing.
   */
  async #isSeen(report: Report, item: Item, signal: AbortSignal): Promise<boolean> {
    const { source: name, key, contentHash, observation, evidence } = item;
    const isStored = (await this.#on.observations.find(name, key, contentHash)) !== undefined;
    if (isStored && !(await this.#on.ledger.isBehind(report, item))) return true;
    const source = this.#on.sources.get(name);
    if (source === undefined) return false;
    const claimed = { key, observation, ...(evidence === undefined ? {} : { evidence }) };
    // A source that is down is one that shows nothing.
    const seen = await source.confirm(claimed, signal).catch(() => undefined);
    if (seen === undefined) return false;
    await this.#on.observations.record(name, { ...claimed, observation: seen });
    if (contentHashOf(seen) === contentHash) return true;
    // What voters say follows from what they said before, of which we may have seen less, or more.
    const mine = await this.#on.observations.latest(name, key);
    if (observation.kind !== "ballots" || mine?.kind !== "ballots") return false;
    if (!agreesOnBallots(observation, mine)) return false;
    await this.#on.observations.record(name, claimed);
    return true;
  }

  /** Whether we come to the same: of what cannot be told yet, as far as we see, it is said which it is. */
  async #rebuild({ builder }: Feed, { report, items }: Proposal): Promise<Refusal | undefined> {
    const payloads = await payloadsOf(builder, items);
    const untold = [...payloads.keys()].filter((index) => payloads[index] === undefined);
    if (untold.length > 0) return { refused: "other-payload", items: untold };
    const payload = joined(
      builder,
      payloads.filter((one) => one !== undefined),
    );
    return payload === report.payload ? undefined : { refused: "other-payload" };
  }
}
