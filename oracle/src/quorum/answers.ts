import type { Hex } from "viem";
import type { Feed } from "../reports/feeds.ts";
import type { Inbox } from "../reports/inbox.ts";
import { type Proposal, contentHashOf } from "../reports/report.ts";
import type { Signer } from "../reports/Signer.ts";
import type { Source } from "../sources/Source.ts";
import type { Observations } from "../storage/observations.ts";
import { agreesOnBallots } from "../verification/voices.ts";
import type { Ledger } from "./ledger.ts";
import { traced } from "../tracing.ts";
import type { Answer, Reluctance } from "./Peers.ts";

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
    const reluctance =
      this.objection(feed, proposal, { sequence, timestamp: head.timestamp }) ??
      (await this.#look(proposal)) ??
      (await this.#rebuild(feed, proposal));
    if (reluctance !== undefined) return { refused: reluctance };
    if (!sign) return (await ledger.refusalOf(proposal)) ?? { willing: true };
    const of = { feed: feed.name, sequence: Number(sequence) + 1 };
    const signed = await traced("sign", of, () => ledger.sign(proposal));
    if (typeof signed !== "string") return { refused: signed.refused };
    await this.#on.checkpoint("signed");
    return { signature: signed };
  }

  /** What is wrong with a report by its form alone, after the last one of its feed. */
  objection(
    { sources }: Feed,
    { report, subject, observation }: Proposal,
    { sequence, timestamp: now }: { sequence: bigint; timestamp: bigint },
  ): Reluctance | undefined {
    if (report.sequence !== sequence + 1n) return "out-of-turn";
    if (report.observedAt > now + MOST_SKEW || report.observedAt + this.#on.lifetime < now) return "unacceptable";
    if (report.expiresAt <= now || report.expiresAt > report.observedAt + this.#on.lifetime) return "unacceptable";
    if (!sources.includes(subject.source) || observation.source !== subject.source) return "unacceptable";
    return contentHashOf(observation) === subject.contentHash ? undefined : "unacceptable";
  }

  /** Whether we have seen it, or see it now. What is seen is stored, so that we tell it ourselves if need be. */
  async #look({ subject, observation, evidence }: Proposal): Promise<Reluctance | undefined> {
    const { source: name, key, contentHash } = subject;
    if ((await this.#on.observations.find(name, key, contentHash)) !== undefined) return undefined;
    const source = this.#on.sources.get(name);
    if (source === undefined) return "not-seen";
    const claimed = { key, observation, ...(evidence === undefined ? {} : { evidence }) };
    // A source that is down is one that shows nothing.
    const seen = await source.confirm(claimed, AbortSignal.timeout(LOOKING)).catch(() => undefined);
    if (seen === undefined) return "not-seen";
    await this.#on.observations.record(name, { ...claimed, observation: seen });
    if (contentHashOf(seen) === contentHash) return undefined;
    // What voters say follows from what they said before, of which we may have seen less, or more.
    const mine = await this.#on.observations.latest(name, key);
    if (observation.kind !== "ballots" || mine?.kind !== "ballots") return "not-seen";
    if (!agreesOnBallots(observation, mine)) return "not-seen";
    await this.#on.observations.record(name, claimed);
    return undefined;
  }

  async #rebuild({ builder }: Feed, { report, subject, observation }: Proposal): Promise<Reluctance | undefined> {
    if (subject.part >= builder.parts(observation)) return "unacceptable";
    const payload: Hex | undefined = await builder.build(observation, subject.part);
    return payload === report.payload ? undefined : "other-payload";
  }
}
