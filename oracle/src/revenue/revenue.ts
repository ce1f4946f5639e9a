import { randomBytes } from "node:crypto";
import { type Address, type Hex, parseAbi, type PublicClient } from "viem";
import type { Clock } from "../clock.ts";
import { DEFAULT_KEY, flattenShares, keyOf, pickPointer, type Share, type SharesOf } from "./shares.ts";

const abi = parseAbi([
  "struct Share { uint64 weight; bytes32 key; string pointer; }",
  "function sharesOf(bytes32 key) view returns (Share[])",
]);

/**
 * Keys that the page fills in. A document sets `_TOPIC` to half `_AUTHOR`, half the default key, say, and it holds for every topic
 * without anything being written for each; on the chain, where nobody knows the page, they lead to the default key.
 */
const AUTHOR = "_AUTHOR";
const PARTICIPANTS = "_PARTICIPANTS";
const TAGS = "_TAGS";
const TOPIC = "_TOPIC";

/** What a visitor looks at. */
export interface Page {
  /** Default: the default key, or what stands for the topic or its tags. */
  key?: string | undefined;
  topic?: string | undefined;
  tags?: readonly string[] | undefined;
}

/** Who wrote a topic: their pointers, as far as they have set one. */
export interface Writers {
  author: string | undefined;
  /** Everybody who wrote in it, the author included; each once. */
  participants: readonly string[];
}

export interface RevenueDependencies {
  client: PublicClient;
  address: Address;
  clock: Clock;
  /** Without it, `_AUTHOR` and `_PARTICIPANTS` lead to the default key. */
  writersOf?: (topic: string) => Promise<Writers | undefined>;
  /** Below 2^256; from the system by default. */
  random?: () => bigint;
}

/** The community's revenue shares, as the chain has them. */
export interface Revenue {
  /** @returns undefined if nobody shares in it */
  pick(page: Page): Promise<string | undefined>;
  /** The shares of a key in the latest block. */
  sharesOf: SharesOf;
  /** What a key comes to for each pointer, in a block. */
  flatten(key: string, block: bigint): Promise<Record<string, number>>;
}

/** How long a block number is taken for the latest: page views are many, blocks are not. */
const FRESH = 2_000;

export function createRevenue(dependencies: RevenueDependencies): Revenue {
  const { client, address, writersOf } = dependencies;
  const random = dependencies.random ?? (() => BigInt(`0x${randomBytes(32).toString("hex")}`));
  const read = async (key: Hex, blockNumber: bigint): Promise<readonly Share[]> => {
    const shares = await client.readContract({ address, abi, functionName: "sharesOf", args: [key], blockNumber });
    return shares.map(({ weight, key, pointer }) => (pointer === "" ? { weight, key } : { weight, pointer }));
  };
  const sharesOf = cacheByBlock(dependencies, read);

  const pick = async (page: Page): Promise<string | undefined> => {
    const onPage = fillIn(sharesOf, page, writersOf);
    const number = random();
    for (const key of [...(await startsOf(sharesOf, page)), DEFAULT_KEY]) {
      const pointer = await pickPointer(onPage, key, number);
      if (pointer !== undefined) return pointer;
    }
    return undefined;
  };
  const flatten = (key: string, block: bigint) => flattenShares((of) => read(of, block), keyOf(key));
  return { pick, sharesOf, flatten };
}

/** One question a key and block, however many ask at once. */
function cacheByBlock(
  { client, clock }: RevenueDependencies,
  read: (key: Hex, block: bigint) => Promise<readonly Share[]>,
): SharesOf {
  let block = -1n;
  let asked = -Infinity;
  let shares = new Map<Hex, Promise<readonly Share[]>>();
  return async (key) => {
    if (clock.now() - asked >= FRESH) {
      asked = clock.now();
      try {
        const latest = await client.getBlockNumber({ cacheTime: 0 });
        if (latest !== block) [block, shares] = [latest, new Map()];
      } catch (error) {
        asked = -Infinity;
        throw error;
      }
    }
    if (block < 0n) block = await client.getBlockNumber({ cacheTime: 0 });
    const cache = shares;
    const known = cache.get(key) ?? read(key, block);
    cache.set(key, known);
    // What failed is asked again.
    known.catch(() => cache.delete(key));
    return known;
  };
}

/** Where picking begins: at the key that was asked for, or at the most special one that anybody has set. */
async function startsOf(sharesOf: SharesOf, { key = "_DEFAULT", topic, tags = [] }: Page): Promise<Hex[]> {
  if (keyOf(key) !== DEFAULT_KEY) return [keyOf(key)];
  const ofTopic = topic === undefined ? [] : [keyOf(`topic:${topic}`)];
  const special = [...ofTopic, ...tags.map((tag) => keyOf(`tag:${tag}`))];
  for (const candidate of special) if ((await sharesOf(candidate)).length > 0) return [candidate];
  return topic === undefined ? [] : [keyOf(TOPIC)];
}

function fillIn(sharesOf: SharesOf, { topic, tags = [] }: Page, writersOf: RevenueDependencies["writersOf"]): SharesOf {
  const equally = (pointers: readonly string[]): Share[] => pointers.map((pointer) => ({ weight: 1n, pointer }));
  return async (key) => {
    const own = await sharesOf(key);
    if (own.length > 0) return own;
    if (key === keyOf(TAGS)) {
      const teams = await Promise.all(tags.map((tag) => sharesOf(keyOf(`tag:${tag}`))));
      return teams.find((team) => team.length > 0) ?? [];
    }
    if (topic === undefined || (key !== keyOf(AUTHOR) && key !== keyOf(PARTICIPANTS))) return [];
    const writers = await writersOf?.(topic);
    if (key === keyOf(PARTICIPANTS)) return equally(writers?.participants ?? []);
    return writers?.author === undefined ? [] : equally([writers.author]);
  };
}
