import {
  AbiDecodingZeroDataError,
  type Address,
  BaseError,
  type Hex,
  type PublicClient,
  decodeFunctionData,
  encodeFunctionData,
  parseAbi,
} from "viem";
import type { Report } from "./report.ts";

const abi = parseAbi([
  "struct Report { bytes32 feed; uint64 sequence; uint64 observedAt; uint64 expiresAt; bytes payload; }",
  "struct Feed { address consumer; uint8 kind; uint8 door; uint64 sequence; }",
  "struct SignerSet { uint8 size; uint8 quorum; uint64 endedAt; }",
  "event ReportAccepted(bytes32 indexed feed, uint64 indexed sequence, bytes32 digest, bool delivered)",
  "function submit(Report report, bytes[] signatures) returns (bool accepted)",
  "function feedOf(bytes32 feed) view returns (Feed)",
  "function currentSet() view returns (uint32)",
  "function setOf(uint32 set) view returns (SignerSet)",
  "function isSigner(uint32 set, address account) view returns (bool)",
]);

/** How many blocks of events a node is asked for at once. */
const SPAN = 5_000n;

/** Where the chain is. What is final has a depth of its own beneath the node's word for it. */
export interface Head {
  number: bigint;
  timestamp: bigint;
  finalNumber: bigint;
  finalTimestamp: bigint;
}

export interface Acceptance {
  feed: Hex;
  sequence: bigint;
  digest: Hex;
  delivered: boolean;
  block: bigint;
  transaction: Hex;
}

/** Who may sign now, and how many of them have to. */
export interface Quorum {
  size: number;
  signers: readonly Address[];
}

export interface InboxConfig {
  client: PublicClient;
  address: Address;
  /** Blocks. */
  depth: bigint;
}

/** The node's `finalized` and a depth: a node that is wrong about the one is not believed about the other. */
export async function readHead(client: PublicClient, depth: bigint): Promise<Head> {
  const latest = await client.getBlock({ blockTag: "latest" });
  const finalized = await client.getBlock({ blockTag: "finalized" });
  const deep = latest.number > depth ? latest.number - depth : 0n;
  const final = finalized.number <= deep ? finalized : await client.getBlock({ blockNumber: deep });
  const { number, timestamp } = latest;
  return { number, timestamp, finalNumber: final.number, finalTimestamp: final.timestamp };
}

/** ReportInbox, as the oracle reads it. */
export class Inbox {
  readonly #client: PublicClient;
  readonly #depth: bigint;
  readonly address: Address;

  constructor({ client, address, depth }: InboxConfig) {
    this.#client = client;
    this.#depth = depth;
    this.address = address;
  }

  head(): Promise<Head> {
    return readHead(this.#client, this.#depth);
  }

  /** @returns the sequence of the feed's last report; 0 = none yet, or no inbox yet in that block */
  async sequence(feed: Hex, blockNumber: bigint): Promise<bigint> {
    const { address } = this;
    const read = { address, abi, functionName: "feedOf", args: [feed], blockNumber } as const;
    try {
      return (await this.#client.readContract(read)).sequence;
    } catch (error) {
      const isAbsent = error instanceof BaseError && error.walk((one) => one instanceof AbiDecodingZeroDataError);
      if (isAbsent === false || isAbsent === null) throw error;
      return 0n;
    }
  }

  async isFeed(feed: Hex): Promise<boolean> {
    const read = { address: this.address, abi, functionName: "feedOf", args: [feed] } as const;
    return (await this.#client.readContract(read)).kind !== 0;
  }

  async quorum(operators: readonly Address[]): Promise<Quorum> {
    const { address } = this;
    const set = await this.#client.readContract({ address, abi, functionName: "currentSet" });
    const { quorum } = await this.#client.readContract({ address, abi, functionName: "setOf", args: [set] });
    const known = operators.map((operator) =>
      this.#client.readContract({ address, abi, functionName: "isSigner", args: [set, operator] }),
    );
    const isSigner = await Promise.all(known);
    return { size: quorum, signers: operators.filter((_, index) => isSigner[index]) };
  }

  /** What came in on a feed, in its order. */
  async accepted(feed: Hex, from: bigint, to: bigint): Promise<Acceptance[]> {
    const found: Acceptance[] = [];
    for (let first = from; first <= to; first += SPAN) {
      const last = first + SPAN - 1n < to ? first + SPAN - 1n : to;
      const logs = await this.#client.getContractEvents({
        address: this.address,
        abi,
        eventName: "ReportAccepted",
        args: { feed },
        fromBlock: first,
        toBlock: last,
        strict: true,
      });
      for (const { args, blockNumber, transactionHash } of logs) {
        found.push({ ...args, block: blockNumber, transaction: transactionHash });
      }
    }
    return found;
  }

  /** The report that a transaction brought; undefined if it came by another way than a plain call. */
  async reportIn(transaction: Hex): Promise<Report | undefined> {
    const { input } = await this.#client.getTransaction({ hash: transaction });
    try {
      const call = decodeFunctionData({ abi, data: input });
      return call.functionName === "submit" ? call.args[0] : undefined;
    } catch {
      return undefined;
    }
  }
}

/** The call that hands a report in. */
export function submission(report: Report, signatures: readonly Hex[]): Hex {
  return encodeFunctionData({ abi, functionName: "submit", args: [report, signatures] });
}
