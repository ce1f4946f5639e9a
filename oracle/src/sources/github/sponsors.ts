import type { Clock } from "../../clock.ts";
import { SourceError } from "../../errors.ts";
import type { Observation, Patronage } from "../../observation.ts";
import { monthlySince } from "../../verification/months.ts";
import type { Observed } from "../Source.ts";
import { secondsOf } from "../text.ts";
import { dollarsOf } from "./adapter.ts";
import type { GitHubClient, GitHubSponsorship } from "./client.ts";

export interface SponsorsOptions {
  source: string;
  client: GitHubClient;
  clock: Clock;
  /** Whose sponsors are read. */
  login: string;
  /** Seconds between two looks. */
  every: number;
}

/**
 * Who sponsors an account by the month. GitHub has a webhook for a sponsorship's beginning, change and end, but none for the
 * months in between: each month from its beginning counts as paid in which it is still active.
 */
export class Sponsors {
  readonly #options: SponsorsOptions;
  #lookedAt = -Infinity;

  constructor(options: SponsorsOptions) {
    this.#options = options;
  }

  async *observe(signal: AbortSignal): AsyncGenerator<Observed> {
    const { client, clock, login, every } = this.#options;
    if (clock.now() < this.#lookedAt + every * 1_000) return;
    for await (const sponsorship of client.getSponsorships(login, signal)) {
      const observation = this.#patronageOf(sponsorship);
      if (observation !== undefined) yield { key: `patronage/${observation.donationId}`, observation };
    }
    // Only now: a look that failed half-way begins again.
    this.#lookedAt = clock.now();
  }

  /** By asking GitHub for that sponsorship, which has to be one of this account. */
  async confirm({ key, observation }: Observed, signal: AbortSignal): Promise<Observation | undefined> {
    if (observation.kind !== "patronage" || key !== `patronage/${observation.donationId}`) return undefined;
    const { client, login } = this.#options;
    const found = await client.getSponsorship(observation.donationId, signal);
    if (found?.sponsorable.login.toLowerCase() !== login.toLowerCase()) return undefined;
    return this.#patronageOf(found);
  }

  #patronageOf(sponsorship: GitHubSponsorship): Patronage | undefined {
    const { id, createdAt, isActive, isOneTimePayment: isOnce, privacyLevel, sponsorEntity, tier } = sponsorship;
    const { source, clock } = this.#options;
    const subject = sponsorEntity?.databaseId;
    if (!isActive || privacyLevel !== "PUBLIC" || typeof subject !== "number") return undefined;
    if (tier === null) {
      const advice = "Use a token of the account that is sponsored.";
      throw new SourceError(source, "unauthorized", "does not say how much its sponsors give", advice);
    }
    const [amount, since] = [dollarsOf(tier.monthlyPriceInCents), secondsOf(createdAt) ?? 0];
    return {
      kind: "patronage",
      source,
      donationId: id,
      subject: String(subject),
      currency: "USD",
      amount,
      committed: isOnce ? "0" : amount,
      paidAt: isOnce ? since : monthlySince(since, Math.floor(clock.now() / 1_000)),
      status: "paid",
    };
  }
}
