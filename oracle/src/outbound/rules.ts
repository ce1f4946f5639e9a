import { type AbiEvent, type Address, type Hex, isAddress, parseAbiItem } from "viem";
import { z } from "zod";
import type { NewDelivery } from "./deliveries.ts";
import { ForumPayload, IssuePayload, SharesPayload } from "./targets.ts";

/** Text in which `{name}` stands for a parameter of the event. */
const Template = z.string().min(1).max(8_000);
const Name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

const Send = z.discriminatedUnion("kind", [
  /** The event as it is, for a webhook. */
  z.strictObject({ kind: z.literal("event") }),
  z.strictObject({ kind: z.literal("message"), recipients: z.array(Template).min(1), title: Template, raw: Template }),
  z.strictObject({
    kind: z.literal("poll"),
    title: Template,
    options: z.array(Template).min(1).max(20),
    details: Template.optional(),
    category: z.int().optional(),
  }),
  z.strictObject({
    kind: z.literal("issue"),
    issue: Template,
    close: z.enum(["completed", "not_planned"]).optional(),
    labels: z.array(Template).optional(),
  }),
  /** What a key of the revenue shares comes to, for another Metagov server. */
  z.strictObject({ kind: z.literal("shares"), key: z.string().min(1).default("_DEFAULT") }),
]);

/** What happens on the chain, and what is to leave when it does. */
export const RuleConfig = z
  .strictObject({
    /** Part of what a delivery is known by: a rule under another name delivers anew. */
    name: Name,
    contract: z.custom<Address>((value) => typeof value === "string" && isAddress(value), "is no address"),
    /** As Solidity declares it, `SharesSet(bytes32 indexed key, …)`. */
    event: z.string().transform(toEvent),
    /** Parameters that have to be so. */
    where: z.record(z.string(), z.string()).default({}),
    target: Name,
    send: Send,
  })
  .superRefine(({ event, where, send }, context) => {
    const known = new Set([...event.inputs.map(({ name }) => name), ...ALWAYS]);
    const named = [...Object.keys(where), ...textsIn(send).flatMap(namesIn)];
    for (const name of named.filter((name) => !known.has(name))) {
      context.addIssue({ code: "custom", path: ["send"], message: `${event.name} has no parameter ${name}` });
    }
  });
export type RuleConfig = z.infer<typeof RuleConfig>;

/** Something that happened on the chain, in a block that stays. */
export interface ChainEvent {
  chainId: number;
  address: Address;
  blockNumber: bigint;
  transactionHash: Hex;
  logIndex: number;
  name: string;
  args: Readonly<Record<string, unknown>>;
}

const ALWAYS = ["chainId", "block", "transaction"];
const PLACEHOLDER = /\{(\w+)\}/g;
const LONGEST_VALUE = 500;
/** What Markdown, HTML or a forum would make something of. */
const MARKS = /[\\`*_{}[\]<>#|@~!()$:]/g;

/** What a key of the revenue shares comes to in a block. */
export type FlatShares = (key: string, block: bigint) => Promise<Record<string, number>>;

/**
 * What a rule makes of an event.
 * @returns undefined if the rule is about something else
 * @throws ZodError if the event's parameters make nothing that the target takes
 */
export async function deliveryFor(
  rule: RuleConfig,
  event: ChainEvent,
  flatShares: FlatShares,
): Promise<NewDelivery | undefined> {
  if (event.name !== rule.event.name || event.address.toLowerCase() !== rule.contract.toLowerCase()) return undefined;
  const values = valuesOf(event);
  const isMeant = Object.entries(rule.where).every(
    ([name, value]) => values[name]?.toLowerCase() === value.toLowerCase(),
  );
  if (!isMeant) return undefined;
  return {
    target: rule.target,
    // The same for every operator, however often the chain is read.
    key: `${rule.name}:${event.chainId}:${event.transactionHash}:${event.logIndex}`,
    lane: `${rule.target}:${rule.name}`,
    payload: await payloadOf(rule, event, values, flatShares),
  };
}

async function payloadOf(
  { name, send }: RuleConfig,
  event: ChainEvent,
  values: Record<string, string>,
  flatShares: FlatShares,
): Promise<unknown> {
  const text = (template: string): string => fill(template, values, plain);
  switch (send.kind) {
    case "event":
      return { rule: name, event: event.name, contract: event.address.toLowerCase(), values };
    case "message": {
      const recipients = send.recipients.map((one) => fill(one, values, (value) => value));
      return ForumPayload.parse({ ...send, recipients, title: text(send.title), raw: text(send.raw) });
    }
    case "poll":
      return ForumPayload.parse({
        ...send,
        title: text(send.title),
        options: send.options.map(text),
        ...(send.details === undefined ? {} : { details: text(send.details) }),
      });
    case "issue": {
      const labels = send.labels?.map((label) => fill(label, values, (value) => value));
      const issue = Number(fill(send.issue, values, (value) => value));
      return IssuePayload.parse({ issue, close: send.close, labels });
    }
    case "shares":
      return SharesPayload.parse({ key: send.key, pointers: await flatShares(send.key, event.blockNumber) });
    default:
      return send satisfies never;
  }
}

function valuesOf({ args, chainId, blockNumber, transactionHash }: ChainEvent): Record<string, string> {
  const own = Object.entries(args).map(([name, value]) => [name, toText(value)]);
  return {
    ...Object.fromEntries(own),
    chainId: String(chainId),
    block: String(blockNumber),
    transaction: transactionHash,
  };
}

function toText(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? one.toString() : one)) ?? "";
}

function fill(template: string, values: Record<string, string>, form: (value: string) => string): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string) => form(values[name] ?? ""));
}

/** Somebody on the chain chose it: it is to be read as text, and as nothing else. */
function plain(value: string): string {
  return value.slice(0, LONGEST_VALUE).replaceAll(/\s+/g, " ").replaceAll(MARKS, "\\$&");
}

function namesIn(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
}

function textsIn(send: z.infer<typeof Send>): string[] {
  return Object.values(send).flatMap((value) =>
    Array.isArray(value) ? value : typeof value === "string" ? [value] : [],
  );
}

function toEvent(text: string, context: z.RefinementCtx): AbiEvent {
  try {
    const item = parseAbiItem(`event ${text.replace(/^event\s+/, "")}`) as AbiEvent;
    if (item.inputs.some(({ name }) => name === undefined)) throw new TypeError("a parameter without a name");
    return item;
  } catch (error) {
    context.addIssue({ code: "custom", message: `is no event: ${error instanceof Error ? error.message : ""}` });
    return z.NEVER;
  }
}
