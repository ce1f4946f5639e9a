import { expect } from "chai";
import { type Hex, decodeAbiParameters, decodeFunctionData, parseAbiItem, parseAbiParameters } from "viem";
import { readArtifact } from "../../../scripts/lib/artifacts.ts";
import type { TestChain } from "../../test/chain.ts";
import { type Crew, LIST, TAKEOVER, eachWithACrew } from "../../test/operators.ts";
import { HttpPeer } from "../http/peers.ts";
import type { IdentityLink } from "../observation.ts";
import { type PayloadBuilder, feedId } from "../reports/feeds.ts";
import { identitiesBuilder } from "../reports/identities.ts";
import { submission } from "../reports/inbox.ts";
import { contentHashOf, domainOf, signedBytesOf } from "../reports/report.ts";

const builder = identitiesBuilder();
const FEED = { id: feedId("identities"), name: "identities", sources: [LIST], builder };
const ACCEPTED = parseAbiItem(
  "event ReportAccepted(bytes32 indexed feed, uint64 indexed sequence, bytes32 digest, bool delivered)",
);
const LISTS = parseAbiParameters([
  "Attestation[] attestations",
  "struct Attestation { bytes32 provider; bytes32 subject; address account; uint8 quality; bool revoked; }",
]);

const link = (number: number, changes: Partial<IdentityLink> = {}): IdentityLink => ({
  kind: "link",
  source: LIST,
  subject: String(number),
  account: `0x${number.toString(16).padStart(40, "0")}`,
  quality: "weak",
  revoked: false,
  observedAt: 1,
  ...changes,
});
const links = (count: number) => Array.from({ length: count }, (_, number) => link(number + 1));

/** Reports that tell of several things at once. */
describe("Packs", () => {
  let chain: TestChain;
  let crew: Crew;

  /** The accounts that each report told of. */
  const told = async (): Promise<number[][]> => {
    const { abi } = await readArtifact("contracts/oracle/ReportInbox.sol");
    const logs = await chain.client.getLogs({ address: crew.inbox, event: ACCEPTED, fromBlock: 0n, strict: true });
    return Promise.all(
      logs.map(async ({ transactionHash }) => {
        const { input } = await chain.client.getTransaction({ hash: transactionHash });
        const [report] = decodeFunctionData({ abi, data: input }).args as [{ payload: Hex }];
        return decodeAbiParameters(LISTS, report.payload)[0].map(({ account }) => Number(account));
      }),
    );
  };
  const isTold = async () => {
    for (const { database } of crew.members) {
      expect(await database.query("SELECT FROM items WHERE wanted IS DISTINCT FROM reported")).to.have.lengthOf(0);
      expect(await database.query("SELECT FROM strangers")).to.have.lengthOf(0);
    }
  };
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round++) {
      await crew.round();
      crew.clock.advance(TAKEOVER / 2);
    }
  };

  const assemble = eachWithACrew(
    3,
    (fresh, on) => {
      crew = fresh;
      chain = on;
    },
    FEED,
  );

  it("hold as much as there is room for, in the order in which it was seen, everything once", async () => {
    crew.see(...links(40));
    await crew.rounds(12);
    const reports = await told();
    expect(reports.map(({ length }) => length)).to.deep.equal([16, 16, 8]);
    expect(reports.flat()).to.deep.equal(links(40).map(({ subject }) => Number(subject)));
    await isTold();
  });

  it("are not kept back by what nobody else sees", async () => {
    const [first] = crew.members;
    first?.view.list.push(link(99));
    crew.see(...links(20));
    await rounds(40);
    const reports = await told();
    expect(reports.flat().toSorted((a, b) => a - b)).to.deep.equal(links(20).map(({ subject }) => Number(subject)));
    expect(reports.length).to.equal(2);
  });

  it("are not kept back by what cannot be told yet, which is told when it can", async () => {
    let isKnown = false;
    const reluctant: PayloadBuilder = {
      ...builder,
      build: async (observation, part) =>
        observation.kind === "link" && Number(observation.subject) <= 20 && !isKnown
          ? undefined
          : builder.build(observation, part),
    };
    await assemble(2, { ...FEED, builder: reluctant });
    crew.see(...links(24));
    await crew.rounds(12);
    expect((await told()).flat()).to.deep.equal([21, 22, 23, 24]);
    isKnown = true;
    await crew.rounds(12);
    expect((await told()).map(({ length }) => length)).to.deep.equal([4, 16, 4]);
    await isTold();
  });

  it("tell of each thing what it is last", async () => {
    crew.see(...links(3));
    await crew.rounds(8);
    crew.see(link(2, { quality: "strong" }), link(4));
    await crew.rounds(8);
    expect(await told()).to.deep.equal([
      [1, 2, 3],
      [2, 4],
    ]);
    await isTold();
  });

  it("are recognised when they came in by another's hand", async () => {
    crew.see(...links(5));
    const { timestamp } = await chain.client.getBlock();
    const payloads = await Promise.all(links(5).map(async (one) => (await builder.build(one, 0)) ?? "0x"));
    const times = { observedAt: timestamp, expiresAt: timestamp + 600n };
    const report = { feed: FEED.id, sequence: 1n, ...times, payload: builder.pack?.join(payloads) ?? "0x" };
    const bytes = signedBytesOf(domainOf(chain.chainId, crew.inbox), report);
    const signatures = await Promise.all(crew.members.slice(0, 2).map(({ signer }) => signer.sign(bytes)));
    await chain.wallet.sendTransaction({ to: crew.inbox, data: submission(report, signatures), gas: 1_000_000n });
    await chain.control.mine({ blocks: 1 });
    await crew.rounds(8);
    expect(await told()).to.deep.equal([[1, 2, 3, 4, 5]]);
    await isTold();
  });

  it("go on with one operator down, which hears of them afterwards", async () => {
    crew.see(...links(5));
    const [leader] = crew.members.slice(1);
    if (leader === undefined) throw new Error("There are three.");
    await crew.round();
    leader.down = true;
    await rounds(8);
    leader.down = false;
    await rounds(4);
    expect((await told()).flat()).to.deep.equal([1, 2, 3, 4, 5]);
    await isTold();
  });

  it("name each thing once, and no more than there is room for; who refuses says what of it", async () => {
    const item = (one: IdentityLink) => ({
      source: LIST,
      key: `link/${one.subject}`,
      part: 0,
      contentHash: contentHashOf(one),
      observation: one,
    });
    const all = links(17);
    crew.see(...all);
    const [one, other] = crew.members;
    if (one === undefined || other === undefined) throw new Error("There are three.");
    const clock = () => crew.clock.now();
    const peer = new HttpPeer({ address: one.signer.address, url: one.server.url, signer: other.signer, clock });
    await one.operator.look(one.view, new AbortController().signal);
    const { timestamp } = await chain.client.getBlock();
    const payloads = await Promise.all(all.map(async (each) => (await builder.build(each, 0)) ?? "0x"));
    const answer = (chosen: readonly number[]) => {
      const payload = builder.pack?.join(chosen.map((index) => payloads[index] ?? "0x")) ?? "0x";
      const times = { observedAt: timestamp, expiresAt: timestamp + 600n };
      const items = chosen.flatMap((index) => all.slice(index, index + 1)).map(item);
      return peer.ask({ report: { feed: FEED.id, sequence: 1n, ...times, payload }, items }, false);
    };
    expect(await answer([0, 1, 0])).to.deep.equal({ refused: "unacceptable" });
    expect(await answer(all.map((_, index) => index))).to.deep.equal({ refused: "unacceptable" });
    expect(await answer([1, 0])).to.deep.equal({ willing: true });
    all.push(link(18), link(19));
    payloads.push(...(await Promise.all(all.slice(17).map(async (each) => (await builder.build(each, 0)) ?? "0x"))));
    expect(await answer([17, 0, 18])).to.deep.equal({ refused: "not-seen", items: [0, 2] });
  });
});
