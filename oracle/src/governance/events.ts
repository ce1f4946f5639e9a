import {
  constitutionDocumentEnactedEvent,
  constitutionDocumentLapsedEvent,
  constitutionDocumentPresentedEvent,
  electionsNominatedEvent,
} from "@perdure/sdk/abi";
import {
  type Address,
  formatLog,
  type Hex,
  numberToHex,
  parseEventLogs,
  type PublicClient,
  toEventSelector,
  zeroHash,
} from "viem";

const EVENTS = [
  electionsNominatedEvent,
  constitutionDocumentPresentedEvent,
  constitutionDocumentEnactedEvent,
  constitutionDocumentLapsedEvent,
] as const;
/** Of all of them the first indexed value is the election, and the one that elects the constitution is number 0. */
const TOPICS = [EVENTS.map((event) => toEventSelector(event)), zeroHash];

/** Where a community's decisions about its constitution are told. */
export interface Organs {
  elections: Address;
  constitution: Address;
}

export interface Nomination {
  candidacy: number;
  content: Hex;
  uri: string;
  clauses: Hex;
  /** Seconds since 1970. */
  at: number;
}

export interface Decision {
  candidacy: number;
  what: "enacted" | "lapsed";
  block: bigint;
  log: number;
  /** Seconds since 1970. */
  at: number;
}

/** What happened to the constitution in some blocks. */
export async function readDecisions(
  client: PublicClient,
  { elections, constitution }: Organs,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<{ nominations: Nomination[]; decisions: Decision[] }> {
  const range = { fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) };
  const found = await client.request({
    method: "eth_getLogs",
    params: [{ address: [elections, constitution], topics: TOPICS, ...range }],
  });
  const logs = parseEventLogs({ abi: EVENTS, logs: found.map((log) => formatLog(log)) });
  const timeOf = await timesOf(
    client,
    logs.map(({ blockNumber }) => blockNumber ?? 0n),
  );
  const clauses = new Map<number, Hex>();
  for (const { eventName, args } of logs) {
    if (eventName === "DocumentPresented") clauses.set(args.candidacy, args.clauses);
  }
  const nominations: Nomination[] = [];
  const decisions: Decision[] = [];
  for (const { eventName, args, blockNumber, logIndex } of logs) {
    const [block, log] = [blockNumber ?? 0n, logIndex ?? 0];
    const { candidacy } = args;
    if (eventName === "Nominated") {
      const { content, uri } = args;
      nominations.push({ candidacy, content, uri, clauses: clauses.get(candidacy) ?? "0x", at: timeOf(block) });
    } else if (eventName !== "DocumentPresented") {
      const what = eventName === "DocumentEnacted" ? "enacted" : "lapsed";
      decisions.push({ candidacy, what, block, log, at: timeOf(block) });
    }
  }
  return { nominations, decisions };
}

async function timesOf(client: PublicClient, blocks: readonly bigint[]): Promise<(block: bigint) => number> {
  const times = new Map<bigint, number>();
  for (const blockNumber of new Set(blocks)) {
    times.set(blockNumber, Number((await client.getBlock({ blockNumber })).timestamp));
  }
  return (block) => times.get(block) ?? 0;
}
