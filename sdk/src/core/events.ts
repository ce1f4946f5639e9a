import type { AbiEvent, Address, Log } from "viem";
import { getBlock, getLogs } from "viem/actions";
import { InvalidParameterError, RequestFailedError, UnreachableError } from "../errors/failures.ts";
import { orPerdureError, toPerdureError } from "../errors/toPerdureError.ts";
import { checkChain } from "./chain.ts";
import type { ReadClient } from "./client.ts";
import type { Target } from "./community.ts";

/** Events of a list, told apart by their `eventName`. */
export type EventOf<events extends readonly AbiEvent[]> = {
  [i in keyof events]: events[i] extends AbiEvent ? Log<bigint, number, false, events[i], true> : never;
}[number];

export interface HistoryOptions {
  /** No later than the first event, for what is rebuilt to be right. */
  fromBlock: bigint;
  /** One that the chain has; the latest unless said. Of a finalized one nothing is ever taken back. */
  toBlock?: bigint | undefined;
  /** How many blocks to ask for at a time; 10,000 unless said. Where a node finds that too many, half as many are tried. */
  chunk?: bigint | undefined;
  /** Told after each chunk up to which block the history is known; told anew from the start if the chain was reorganised. */
  onProgress?: ((block: bigint) => void) | undefined;
}

/** How often a history is read before a chain that changes all the time is given up. */
const MOST_TRIES = 3;

/** All events of a list that contracts have had, in order, as one chain has them. */
export async function collect<const events extends readonly AbiEvent[]>(
  client: ReadClient,
  events: events,
  targets: readonly Target[],
  { fromBlock, toBlock, chunk = 10_000n, onProgress }: HistoryOptions,
): Promise<EventOf<events>[]> {
  if (chunk < 1n) throw new InvalidParameterError("chunk", `cannot be ${chunk}`);
  const address = targets.map((target) => target.address);
  return orPerdureError(async () => {
    for (const chainId of new Set(targets.map((target) => target.chainId))) await checkChain(client, chainId);
    for (let tries = 0; tries < MOST_TRIES; ++tries) {
      const { number, hash } = await getBlock(client, { blockNumber: toBlock });
      const history: EventOf<events>[] = [];
      for (let from = fromBlock; from <= number; from += chunk) {
        const end = from + chunk - 1n;
        const last = end < number ? end : number;
        for (const event of await getRange(client, events, address, from, last)) history.push(event);
        onProgress?.(last);
      }
      // A block's hash stands for all before it: the ranges fit together if it is still the same.
      if ((await getBlock(client, { blockNumber: number })).hash === hash) return history;
    }
    throw new RequestFailedError();
  });
}

/** Nodes limit how much they look through at once, each in its own way: what one refuses is asked for in halves. */
async function getRange<const events extends readonly AbiEvent[]>(
  client: ReadClient,
  events: events,
  address: Address[],
  fromBlock: bigint,
  toBlock: bigint,
): Promise<EventOf<events>[]> {
  try {
    const found = await getLogs(client, { address, events, fromBlock, toBlock, strict: true });
    return found as unknown as EventOf<events>[];
  } catch (error) {
    const failure = await toPerdureError(error);
    if (failure instanceof UnreachableError || fromBlock === toBlock) throw failure;
    const middle = (fromBlock + toBlock) / 2n;
    const first = await getRange(client, events, address, fromBlock, middle);
    return [...first, ...(await getRange(client, events, address, middle + 1n, toBlock))];
  }
}
