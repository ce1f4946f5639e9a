import type { Clock } from "../../clock.ts";
import { SourceError } from "../../errors.ts";
import type { IdentityLink, Membership, Observation } from "../../observation.ts";
import type { Observed } from "../Source.ts";
import { secondsOf } from "../text.ts";
import type { DiscourseClient, DiscourseUser } from "./client.ts";

/** What a trust level says about somebody being one person: 0 new, 1 basic, 2 member, 3 regular, 4 leader. */
const QUALITIES = ["unknown", "unconfirmed", "weak", "strong", "strong"] as const;

const NOBODY = `0x${"0".repeat(40)}`;
/** Seconds after which it is told anew who still is a member: a week, the same for everybody. */
const PERIOD = 604_800;

export interface MembersOptions {
  source: string;
  client: DiscourseClient;
  clock: Clock;
  config: { group?: string | undefined; accountField?: string | undefined; membersEvery: number };
}

/** Who belongs to the forum, and which account they say is theirs. */
export class Members {
  readonly #options: MembersOptions;
  #lookedAt = -Infinity;

  constructor(options: MembersOptions) {
    this.#options = options;
  }

  async *observe(signal: AbortSignal): AsyncGenerator<Observed> {
    const { client, clock, config } = this.#options;
    if (config.group === undefined || clock.now() < this.#lookedAt + config.membersEvery * 1_000) return;
    for await (const { username } of client.getMembers(config.group, signal)) {
      const user = await this.#find(username, signal);
      if (user === undefined) continue;
      const membership = this.#membershipOf(user);
      yield { key: `member/${user.id}`, observation: membership, evidence: user.username };
      const link = this.#linkOf(user);
      if (link !== undefined) yield { key: `link/${user.id}`, observation: link, evidence: user.username };
    }
    // Only now: a look that failed half-way begins again.
    this.#lookedAt = clock.now();
  }

  /** By the name that the claim carries; the id in the key has to be the same person's. */
  async confirm({ key, evidence }: Observed, signal: AbortSignal): Promise<Observation | undefined> {
    const user = evidence === undefined ? undefined : await this.#find(evidence, signal);
    if (user === undefined) return undefined;
    if (key === `member/${user.id}`) return this.#membershipOf(user);
    return key === `link/${user.id}` ? this.#linkOf(user) : undefined;
  }

  async #find(username: string, signal: AbortSignal): Promise<DiscourseUser | undefined> {
    try {
      return await this.#options.client.getUser(username, signal);
    } catch (error) {
      // Deleted, renamed or private meanwhile.
      if (error instanceof SourceError && error.fault === "not-found") return undefined;
      throw error;
    }
  }

  #membershipOf(user: DiscourseUser): Membership {
    const { id, trust_level: level, created_at: createdAt } = user;
    const quality = QUALITIES[level] ?? "unknown";
    return {
      kind: "membership",
      source: this.#options.source,
      subject: String(id),
      since: secondsOf(createdAt) ?? 0,
      asOf: Math.floor(this.#options.clock.now() / 1_000 / PERIOD) * PERIOD,
      level,
      quality,
    };
  }

  /** Only what they say; that it is theirs, they sign on the chain. Who names no account takes back what they named before. */
  #linkOf(user: DiscourseUser): IdentityLink | undefined {
    const field = this.#options.config.accountField;
    // Where the forum does not show the field, they have taken nothing back.
    if (field === undefined || user.user_fields?.[field] === undefined) return undefined;
    const account = user.user_fields[field];
    const found =
      typeof account === "string" ? /^\s*(0x[0-9a-f]{40})\s*$/i.exec(account)?.[1]?.toLowerCase() : undefined;
    const quality = QUALITIES[user.trust_level] ?? "unknown";
    return {
      kind: "link",
      source: this.#options.source,
      subject: String(user.id),
      account: found ?? NOBODY,
      quality,
      revoked: found === undefined,
      observedAt: secondsOf(user.created_at) ?? 0,
    };
  }
}
