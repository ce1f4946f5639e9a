import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { type Address, type Hex, decodeAbiParameters, decodeFunctionData, parseAbiItem } from "viem";
import { readArtifact } from "../../../scripts/lib/artifacts.ts";
import type { PollOutcome } from "../../src/observation.ts";
import { feedId } from "../../src/reports/feeds.ts";
import { outcomesBuilder, pollKeyOf } from "../../src/reports/outcomes.ts";
import { localSigner } from "../../src/reports/Signer.ts";
import { type TestChain, deployInbox, operatorKeys, startAnvil } from "../chain.ts";
import { Member } from "./crew.ts";
import { FORUM, startForum } from "./forum.ts";
import type { WorkerOrders } from "./worker.ts";

/** Every step between what is seen and what is final, in order. */
export const STEPS = [
  "recorded",
  "settled",
  "proposed",
  "signed",
  "collected",
  "enqueued",
  "planned",
  "stored",
  "broadcast",
  "mined",
  "final",
] as const;

const FEED = feedId("outcomes");
const ACCEPTED = parseAbiItem(
  "event ReportAccepted(bytes32 indexed feed, uint64 indexed sequence, bytes32 digest, bool delivered)",
);

interface Ordeal {
  kills: number;
  storage: (index: number) => WorkerOrders["storage"];
}

/** Three operators, a real node; one of them is killed again and again while polls close and change. Then the chain is read. */
export async function undergo({ kills, storage }: Ordeal): Promise<{ reports: number; versions: number }> {
  const chain = await startAnvil({ blockTime: 0.15 });
  const forum = await startForum();
  const members: Member[] = [];
  try {
    const { inbox } = await deployInbox(chain, FEED, operators(), 2);
    const ports = await Promise.all(operators().map(freePort));
    for (const [index, key] of operatorKeys(3).entries()) {
      const peers = operators()
        .map((address, other) => ({ address, url: `http://127.0.0.1:${ports[other]}` }))
        .filter((_, other) => other !== index);
      const where = { url: chain.url, id: chain.chainId, inbox };
      members.push(
        new Member({ key, port: ports[index] ?? 0, peers, chain: where, forum: forum.url, storage: storage(index) }),
      );
    }
    await Promise.all(members.map((member) => member.start()));
    let closed = 0;
    for (let kill = 0; kill < kills; kill++) {
      const step = STEPS[kill % STEPS.length] ?? "settled";
      const member = members[kill % members.length];
      const gone = member?.killAt(step);
      // Polls go on closing until somebody comes to the step, no faster than they are told; now and then one changes afterwards,
      // or the chain does.
      for (let isGone = false; !isGone;) {
        if (forum.versions.length < (await count(chain, inbox)) + AHEAD) {
          forum.closePoll(`poll ${closed % 7 === 6 ? closed - 3 : closed}`, 2 + closed);
          closed++;
          if (closed % 5 === 0) await reorganise(chain);
        }
        isGone = (await Promise.race([gone?.then(() => true), nextBlock(chain).then(() => false)])) === true;
      }
      await member?.start();
    }
    await told(chain, inbox, forum.versions);
    await compare(chain, inbox, forum.versions);
    const reports = (await acceptances(chain, inbox)).length;
    return { reports, versions: forum.versions.length };
  } finally {
    await Promise.all(members.map((member) => member.stop()));
    await forum.close();
    chain.stop();
  }
}

/** How many polls wait to be told, about. */
const AHEAD = 4;

async function count({ client }: TestChain, inbox: Address): Promise<number> {
  return (await client.getLogs({ address: inbox, event: ACCEPTED, fromBlock: 0n })).length;
}

const reorganise = ({ control }: TestChain) =>
  control.request({ method: "anvil_reorg" as never, params: [1, []] as never });

const operators = (): Address[] => operatorKeys(3).map((key) => localSigner(key).address);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function nextBlock({ client }: TestChain): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const unwatch = client.watchBlockNumber({
      emitOnBegin: false,
      onBlockNumber: () => {
        unwatch();
        resolve();
      },
      onError: reject,
    });
  });
}

export interface Told {
  sequence: bigint;
  pollKey: Hex;
  payload: Hex;
}

export async function acceptances(chain: TestChain, inbox: Address): Promise<Told[]> {
  const { abi } = await readArtifact("contracts/oracle/ReportInbox.sol");
  const logs = await chain.client.getLogs({ address: inbox, event: ACCEPTED, fromBlock: 0n, strict: true });
  return Promise.all(
    logs.map(async ({ args: { sequence, delivered }, transactionHash }) => {
      expect(delivered).to.equal(true);
      const { input } = await chain.client.getTransaction({ hash: transactionHash });
      const [report] = decodeFunctionData({ abi, data: input }).args as [{ payload: Hex }];
      // Behind the offset comes the poll's key.
      const [, pollKey] = decodeAbiParameters([{ type: "uint256" }, { type: "bytes32" }], report.payload);
      return { sequence, pollKey, payload: report.payload };
    }),
  );
}

const builder = outcomesBuilder({ kind: "outcomes", policy: "polls", arguments: [] });

/** The polls of whose last version the chain's last word is not. */
async function untold(reports: readonly Told[], versions: readonly PollOutcome[]): Promise<string[]> {
  const last = new Map(versions.map((version) => [version.pollId, version]));
  const payloads = new Map(reports.map(({ pollKey, payload }) => [pollKey, payload]));
  const polls: string[] = [];
  for (const [pollId, version] of last) {
    if (payloads.get(pollKeyOf(FORUM, pollId)) !== (await builder.build(version, 0))) polls.push(pollId);
  }
  return polls;
}

/** Waits until every poll's last version is on the chain, in a block that stays. */
async function told(chain: TestChain, inbox: Address, versions: readonly PollOutcome[]): Promise<void> {
  for (let blocks = 0; ; blocks++) {
    const left = await untold(await acceptances(chain, inbox), versions);
    if (left.length === 0) break;
    if (blocks > 2_000) throw new Error(`${left.join(", ")} are not told as they are after ${blocks} blocks.`);
    await nextBlock(chain);
  }
  for (let blocks = 0; blocks < 10; blocks++) await nextBlock(chain);
}

/** Nothing lost: the last word on each poll is its last version. Nothing doubled: no version twice. */
async function compare(chain: TestChain, inbox: Address, versions: readonly PollOutcome[]): Promise<void> {
  const reports = await acceptances(chain, inbox);
  expect(reports.map(({ sequence }) => sequence)).to.deep.equal(reports.map((_, index) => BigInt(index + 1)));
  const possible = new Set(await Promise.all(versions.map((version) => builder.build(version, 0))));
  expect(reports.filter(({ payload }) => !possible.has(payload))).to.deep.equal([]);
  expect(new Set(reports.map(({ payload }) => payload)).size, "a version was told twice").to.equal(reports.length);
  expect(await untold(reports, versions)).to.deep.equal([]);
}
