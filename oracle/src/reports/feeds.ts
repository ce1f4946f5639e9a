import { type Hex, keccak256, stringToHex } from "viem";
import type { Observation } from "../observation.ts";
import type { Router } from "../storage/observations.ts";

/** Turns what was seen into what a consumer reads. Every operator comes to the same bytes, or they do not agree. */
export interface PayloadBuilder {
  /** How many reports it takes; 0 for what the consumer has no use for. */
  parts(observation: Observation): number;
  /** @returns undefined if it cannot be told yet, as of somebody who has not linked an account */
  build(observation: Observation, part: number): Promise<Hex | undefined>;
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
