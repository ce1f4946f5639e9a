import type { Context } from "hono";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Observation } from "../observation.ts";
import { decodeText } from "../http/body.ts";
import { parseJson } from "../http/json.ts";
import { parseAs } from "../http/request.ts";
import type { Revenue } from "../revenue/revenue.ts";
import { keyOf } from "../revenue/shares.ts";
import type { Observed, Recorder } from "../sources/Source.ts";
import type { Database } from "../storage/Database.ts";
import { signedAt } from "../verification/webhookSignature.ts";
import type { MetagovConfig } from "./config.ts";
import { decidedAt, ReportedOutcome, toOutcome } from "./outcomes.ts";
import { CLIENT, GatewayRefusal } from "./refusal.ts";
import { maybe } from "./schema.ts";
import { type Asked, readJson, signedPart } from "./requests.ts";
import {
  type DecidedShares,
  decidedShares,
  noteShares,
  SharesAction,
  toConfig,
  toJson,
  toSharesOutcome,
} from "./revshare.ts";

const Name = z.string().min(1).max(200);
const Tags = z.union([z.array(Name).max(20), Name.transform((text) => text.split(",").map((tag) => tag.trim()))]);
/** As numbers, too: that is what a forum calls its topics. */
const Topic = z.union([z.int().nonnegative().transform(String), z.string().regex(/^[\w:-]{1,100}$/)]);

const Picked = z.object({
  key: maybe(Name),
  topic: maybe(Topic),
  topic_id: maybe(Topic),
  tags: maybe(Tags),
});
const ReadConfig = z.object({ key: maybe(Name) });

const SignedRequest = z.strictObject({
  method: z.literal("POST"),
  path: z.string(),
  community: z.string(),
  header: z.string(),
  body: z.base64(),
});

export interface ActionsDependencies {
  config: MetagovConfig;
  database: Database;
  clock: Clock;
  revenue: Revenue | undefined;
}

const SIGNED_PATH = /^\/api\/internal\/action\/((?:revshare\.([\w-]+))|[\w.-]+)$/;
/** Seconds. */
const LONGEST_REPEAT = 7 * 86_400;
const OUTCOME = "perdure.report-outcome";

/** What a driver, or anybody, can have done at once. */
export class Actions {
  readonly #config: MetagovConfig;
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #revenue: Revenue | undefined;

  constructor({ config, database, clock, revenue }: ActionsDependencies) {
    this.#config = config;
    this.#database = database;
    this.#clock = clock;
    this.#revenue = revenue;
  }

  /** For everybody. @throws GatewayRefusal if only drivers may */
  async performPublicly(name: string, context: Context, asked: Asked): Promise<unknown> {
    const parameters = <T>(schema: z.ZodType<T>): T => readParameters(context, asked, schema);
    if (name === "revshare.pick-pointer") {
      const { key, topic, topic_id: topicId, tags } = parameters(Picked);
      const pointer = await this.#shares().pick({
        key,
        topic: topic ?? topicId,
        tags,
      });
      if (pointer === undefined) throw new GatewayRefusal(404, `No pointers for key ${key ?? "_DEFAULT"}`);
      return { pointer };
    }
    if (name === "revshare.get-config") {
      const key = parameters(ReadConfig).key ?? "_DEFAULT";
      return toConfig(await this.#shares().sharesOf(keyOf(key)));
    }
    throw new GatewayRefusal(404, `There is no action '${name.slice(0, 100)}'.`);
  }

  /** For drivers. */
  async perform(name: string, context: Context, asked: Asked, record: Recorder): Promise<unknown> {
    const slug = /^revshare\.(.+)$/.exec(name)?.[1];
    if (name === OUTCOME) return this.#report(readParameters(context, asked, ReportedOutcome), asked, record);
    if (slug !== undefined && Object.hasOwn(SharesAction, slug)) {
      const schema: z.ZodType<DecidedShares> = SharesAction[slug as keyof typeof SharesAction];
      return this.#change(readParameters(context, asked, schema), asked, record);
    }
    return this.performPublicly(name, context, asked);
  }

  /** What a peer was told, if the driver signed it: by its signature, and by what it means to us, under its own key alone. */
  async confirm({ key, observation, evidence }: Observed): Promise<Observation | undefined> {
    if (observation.kind !== "poll" || evidence === undefined) return undefined;
    const signed = parseAs(CLIENT, SignedRequest, parseJson(CLIENT, evidence));
    const { method, path, community, header } = signed;
    const body = Buffer.from(signed.body, "base64");
    const { communities } = this.#config;
    const secret = Object.hasOwn(communities, community) ? communities[community]?.signingSecret : undefined;
    const at = secret === undefined ? undefined : signedAt(secret, header, signedPart(method, path, community, body));
    if (at === undefined || at > this.#seconds() + 300) return undefined;
    const [, name, slug = ""] = SIGNED_PATH.exec(path) ?? [];
    const { parameters } = parseAs(CLIENT, Parameters, parseJson(CLIENT, decodeText(CLIENT, body, null)));
    if (name === OUTCOME) {
      const reported = parseAs(CLIENT, ReportedOutcome, parameters);
      const { closedAt } = observation;
      // Reported before, and signed again since: it was decided when it was first reported.
      const isBefore = closedAt <= at && closedAt >= at - LONGEST_REPEAT;
      const outcome = toOutcome(
        this.#config.name,
        community,
        reported,
        reported.closed_at ?? (isBefore ? closedAt : at),
      );
      return outcome !== undefined && key === `outcome/${outcome.pollId}` ? outcome : undefined;
    }
    if (!Object.hasOwn(SharesAction, slug)) return undefined;
    const schema: z.ZodType<DecidedShares> = SharesAction[slug as keyof typeof SharesAction];
    const decided = parseAs(CLIENT, schema, parameters);
    const now = await this.#shares().sharesOf(keyOf(decided.key));
    const { outcome } = toSharesOutcome(this.#config.name, community, decided, now, at);
    return key === `revshare/${outcome.pollId}` ? outcome : undefined;
  }

  async #report(reported: ReportedOutcome, asked: Asked, record: Recorder): Promise<unknown> {
    // Signed anew at each attempt: the first signature is the one that peers will see, with the outcome that it made.
    const now = asked.signedAt ?? this.#seconds();
    const closedAt = await decidedAt(this.#database, asked.community, reported, now);
    const outcome = toOutcome(this.#config.name, asked.community, reported, closedAt);
    if (outcome === undefined) return { recorded: false };
    await record({ key: `outcome/${outcome.pollId}`, observation: outcome, ...evidenceOf(asked) });
    return { recorded: true, poll_id: outcome.pollId };
  }

  /** The shares are the chain's; what is decided here gets there as an outcome. Answers with what they will be. */
  async #change(decided: DecidedShares, asked: Asked, record: Recorder): Promise<Record<string, number>> {
    const onChain = await this.#shares().sharesOf(keyOf(decided.key));
    const before = await decidedShares(this.#database, decided.key, onChain, this.#seconds());
    const at = asked.signedAt ?? this.#seconds();
    const { outcome, after } = toSharesOutcome(this.#config.name, asked.community, decided, before, at);
    // A driver that did not hear our answer asks again; that changes nothing.
    if (toJson(after) === toJson(before)) return toConfig(before);
    await record({ key: `revshare/${outcome.pollId}`, observation: outcome, ...evidenceOf(asked) });
    await noteShares(this.#database, decided.key, onChain, after, this.#seconds());
    return toConfig(after);
  }

  #shares(): Revenue {
    if (this.#revenue !== undefined) return this.#revenue;
    throw new GatewayRefusal(400, "Plugin 'revshare' not enabled: the community has no revenue shares.");
  }

  #seconds(): number {
    return Math.floor(this.#clock.now() / 1_000);
  }
}

const Parameters = z.object({ parameters: z.record(z.string(), z.unknown()).nullish() });

function readParameters<T>(context: Context, { body }: Asked, schema: z.ZodType<T>): T {
  return parseAs(CLIENT, schema, readJson(context, body, Parameters).parameters ?? {});
}

function evidenceOf({ evidence }: Asked): { evidence?: string } {
  return evidence === undefined ? {} : { evidence };
}
