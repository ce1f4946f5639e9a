import {
  type AbiEvent,
  decodeEventLog,
  formatLog,
  type Log,
  numberToHex,
  type PublicClient,
  toEventSelector,
} from "viem";
import type { Database } from "../storage/Database.ts";
import { enqueue, type NewDelivery } from "./deliveries.ts";
import { type ChainEvent, deliveryFor, type FlatShares, type RuleConfig } from "./rules.ts";
import type { Clock } from "../clock.ts";

export interface ChainEventsDependencies {
  database: Database;
  client: PublicClient;
  clock: Clock;
  rules: readonly RuleConfig[];
  /** Where the rules begin to hold, where they have not been at work before. */
  fromBlock: bigint;
  flatShares: FlatShares;
  /** Told of events of which a rule made nothing that its target would take. */
  onRefused?: (rule: RuleConfig, event: ChainEvent, error: unknown) => void;
}

const SPAN = 2_000n;

export interface ChainEvents {
  /**
   * Enqueues what the rules make of all that has become final, together with where to go on.
   * @returns the first block that is still to be looked at
   */
  catchUp(signal?: AbortSignal): Promise<bigint>;
}

/** Turns what happens on the chain into deliveries, once it cannot be undone. */
export function createChainEvents(dependencies: ChainEventsDependencies): ChainEvents {
  const { database, client, rules } = dependencies;

  const catchUp = async (signal?: AbortSignal): Promise<bigint> => {
    const chainId = await client.getChainId();
    const name = `chain:${chainId}`;
    let next = (await cursorOf(database, name)) ?? dependencies.fromBlock;
    if (rules.length === 0) return next;
    const { number: final } = await client.getBlock({ blockTag: "finalized" });
    while (next <= final) {
      signal?.throwIfAborted();
      const last = next + SPAN - 1n < final ? next + SPAN - 1n : final;
      const deliveries = await readSpan(dependencies, chainId, next, last);
      await store(dependencies, name, next, last + 1n, deliveries);
      next = last + 1n;
    }
    return next;
  };
  return { catchUp };
}

async function readSpan(
  dependencies: ChainEventsDependencies,
  chainId: number,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<NewDelivery[]> {
  const { client, rules, flatShares } = dependencies;
  const address = [...new Set(rules.map(({ contract }) => contract))];
  const topics = [[...new Set(rules.map(({ event }) => toEventSelector(event)))]];
  const found = await client.request({
    method: "eth_getLogs",
    params: [{ address, topics, fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }],
  });
  const deliveries: NewDelivery[] = [];
  for (const log of found) {
    for (const rule of rules) {
      const event = eventOf(rule.event, formatLog(log), chainId);
      if (event === undefined) continue;
      try {
        const delivery = await deliveryFor(rule, event, flatShares);
        if (delivery !== undefined) deliveries.push(delivery);
      } catch (error) {
        // What somebody put into an event must not keep all others from leaving; a node that does not answer must.
        if (!(error instanceof Error && error.name === "ZodError")) throw error;
        dependencies.onRefused?.(rule, event, error);
      }
    }
  }
  return deliveries;
}

function eventOf(abi: AbiEvent, log: Log, chainId: number): ChainEvent | undefined {
  if (log.topics[0] !== toEventSelector(abi)) return undefined;
  const { blockNumber, transactionHash, logIndex } = log;
  if (blockNumber === null || transactionHash === null || logIndex === null) return undefined;
  try {
    const { args } = decodeEventLog({ abi: [abi], data: log.data, topics: log.topics });
    return {
      chainId,
      address: log.address,
      blockNumber,
      transactionHash,
      logIndex,
      name: abi.name,
      args,
    };
  } catch {
    // Of the same name and types, but indexed otherwise: another event.
    return undefined;
  }
}

async function cursorOf(database: Database, name: string): Promise<bigint | undefined> {
  const [row] = await database.query<{ block: bigint }>("SELECT block FROM outbound_cursors WHERE name = $1", [name]);
  return row?.block;
}

async function store(
  { database, clock }: ChainEventsDependencies,
  name: string,
  from: bigint,
  next: bigint,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const delivery of deliveries) await enqueue(transaction, delivery, clock.now());
    // Of two workers the one that is behind must not turn the cursor back.
    await transaction.query(
      `INSERT INTO outbound_cursors (name, block) VALUES ($1, $3)
       ON CONFLICT (name) DO UPDATE SET block = $3 WHERE outbound_cursors.block = $2`,
      [name, from, next],
    );
  });
}
