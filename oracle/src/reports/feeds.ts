import { type AbiParameter, type Hex, decodeAbiParameters, encodeAbiParameters, keccak256, stringToHex } from "viem";
import type { Observation } from "../observation.ts";
import type { Item } from "./report.ts";
import type { Router } from "../storage/observations.ts";

/** Turns what was seen into what a consumer reads. Every operator comes to the same bytes, or they do not agree. */
export interface PayloadBuilder {
  /** How many reports it takes; 0 for what the consumer has no use for. */
  parts(observation: Observation): number;
  /** @returns undefined if it cannot be told yet, as of somebody who has not linked an account */
  build(observation: Observation, part: number): Promise<Hex | undefined>;
  /** How several of them go into one report, where its consumer takes several. */
  pack?: Pack;
}

interface Pack {
  most: number;
  join(payloads: readonly Hex[]): Hex;
  /** @throws if it is none that was joined */
  split(payload: Hex): Hex[];
}

/** Of payloads that are one list each, which a consumer goes through. */
export function packOfLists(list: readonly [AbiParameter, ...AbiParameter[]], most: number): Pack {
  const entriesOf = (payload: Hex): readonly unknown[] => decodeAbiParameters(list, payload)[0] as readonly unknown[];
  const encode = (entries: readonly unknown[]): Hex => encodeAbiParameters(list, [entries]);
  return {
    most,
    join: (payloads) => encode(payloads.flatMap(entriesOf)),
    split: (payload) => entriesOf(payload).map((entry) => encode([entry])),
  };
}

/** How many things a report tells at most. */
export const mostIn = ({ pack }: PayloadBuilder): number => pack?.most ?? 1;

type Telling = Pick<Item, "observation" | "part">;

/** @returns what each of them alone would be told by; undefined for one that cannot be told */
export function payloadsOf(builder: PayloadBuilder, items: readonly Telling[]): Promise<(Hex | undefined)[]> {
  return Promise.all(
    items.map(async ({ observation, part }) =>
      part < builder.parts(observation) ? builder.build(observation, part) : undefined,
    ),
  );
}

/** @returns undefined if one of them cannot be told, or not together with the others */
export async function payloadOf(builder: PayloadBuilder, items: readonly Telling[]): Promise<Hex | undefined> {
  const payloads = (await payloadsOf(builder, items)).filter((payload) => payload !== undefined);
  return payloads.length < items.length ? undefined : joined(builder, payloads);
}

/** @returns undefined for more than one report has room for, and for nothing */
export function joined(builder: PayloadBuilder, payloads: readonly Hex[]): Hex | undefined {
  if (payloads.length === 0 || payloads.length > mostIn(builder)) return undefined;
  return builder.pack?.join(payloads) ?? payloads[0];
}

/** One stream of reports to one consumer. */
export interface Feed {
  /** As the chain knows it. */
  id: Hex;
  name: string;
  sources: readonly string[];
  builder: PayloadBuilder;
}

export const feedId = (name: string): Hex => keccak256(stringToHex(name));

/** Sends each observation to the feeds that take its source. */
export function routerOf(feeds: readonly Feed[]): Router {
  return (source, observation) =>
    feeds
      .filter(({ sources }) => sources.includes(source))
      .map(({ id, builder }) => ({ feed: id, parts: builder.parts(observation) }))
      .filter(({ parts }) => parts > 0);
}
