import { expect } from "chai";
import {
  type Address,
  encodeAbiParameters,
  getAddress,
  type Hex,
  keccak256,
  pad,
  parseAbiParameters,
  toFunctionSelector,
  toHex,
} from "viem";
import { readArtifact } from "../../../../scripts/lib/artifacts.ts";
import { deployArtifact } from "../../../../scripts/lib/deploy.ts";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { openInbox } from "../../../../test/helpers/reporting.ts";
import { createWorld, DAY, OFFICE, WAD, type World } from "../../../../test/helpers/world.ts";
import { outcomesAbi } from "../../abi/outcomes.ts";
import { relayedBallotsAbi } from "../../abi/relayedBallots.ts";
import { getHistory, rebuild } from "../../history/index.ts";
import { linkSubject, serveCommunity, setIdentityFeed } from "../../identity/index.ts";
import * as actions from "../index.ts";
import { appointRelay, getOracleHistory, getRelay, type OracleEvent, setVoicesFeed } from "../../oracle/index.ts";

const FORUM = keccak256(toHex("discourse:forum.example.org"));
const POLL = keccak256(toHex("discourse:forum.example.org/17"));
const POLICY = keccak256(toHex("dial"));
const TURN = toFunctionSelector("turn(uint256)");
const SEAT = 1n;
const ATTESTATIONS = parseAbiParameters([
  "Attestation[] attestations",
  "struct Attestation { bytes32 provider; bytes32 subject; address account; uint8 quality; bool revoked; }",
]);
const BATCH = parseAbiParameters([
  "Batch batch",
  "struct Batch { bytes32 pollKey; uint64 election; Voice[] voices; }",
  "struct Voice { bytes32 provider; bytes32 subject; uint64 castAt; Choice[] choices; }",
  "struct Choice { uint32 candidacy; int8 score; }",
]);
const OUTCOME = parseAbiParameters([
  "Outcome outcome",
  "struct Outcome { bytes32 pollKey; bytes32 policy; uint8 status; uint32 winner; uint64 closedAt; bytes32 contentHash; bytes data; }",
]);

const subjectOf = (i: number): Hex => keccak256(toHex(String(i)));
const argumentOf = (value: bigint): Hex => encodeAbiParameters([{ type: "uint256" }], [value]);

/** Whom each voter has appointed, for how many units, and what was heard last, from nothing but events. */
function rebuildRelays(events: readonly OracleEvent[]) {
  const relays = new Map<Address, { relay: Address | undefined; most: bigint; heardAt: bigint }>();
  for (const { eventName, args } of events) {
    if (eventName === "RelayAppointed") relays.set(args.voter, { relay: args.relay, most: args.most, heardAt: 0n });
    if (eventName === "BallotRelayed") Object.assign(relays.get(args.voter) ?? {}, { heardAt: args.castAt });
  }
  return relays;
}

describe("sdk history of what is said elsewhere", () => {
  let world: World;
  let community: actions.Community;
  let operators: Awaited<ReturnType<typeof openInbox>>;
  let relay: Address;
  let outcomes: Address;

  const addressOf = (i: number): Address => getAddress(world.voter(i).account.address);

  /** Voters 0, 1 and 2 are known, and hold 1,000 units each; the first of them stands for an office. */
  before(async () => {
    world = await createWorld();
    const { deployer, deployment, treasury, found, put, voter } = world;
    const artifact = await readArtifact("contracts/members/IdentityRegistry.sol");
    const libraries = { TypedDataLib: deployment.contracts.TypedDataLib.address };
    const { address: identities } = await deployArtifact(deployer, artifact, { args: [10 * DAY, FORUM, 2], libraries });
    const { address: implementation } = await put("contracts/test/GrantSource.sol", "GrantSource");
    const sources = [{ implementation, configuration: "0x" }] as const;
    community = await found({ gate: identities, sources, offices: [OFFICE] });
    const { kernel } = community;
    await serveCommunity(deployer, { identities, kernel });
    const account = await world.become(treasury.account.address);
    operators = await openInbox(world, community);
    const { inbox, feedOf, report } = operators;
    const people = await feedOf("people", identities);
    await setIdentityFeed(deployer, { identities, inbox, feed: people, account });
    const grants = await world.become(community.sources[0] as Address);
    for (const i of [0, 1, 2]) {
      const said = { provider: FORUM, subject: subjectOf(i), account: addressOf(i), quality: 2, revoked: false };
      expect(await report(people, encodeAbiParameters(ATTESTATIONS, [[said]]))).to.equal(true);
      await linkSubject(voter(i), { identities, provider: FORUM, subject: subjectOf(i), by: addressOf(i) });
      await actions.credit(deployer, { community, holder: addressOf(i), value: WAD / 10n ** 9n, account: grants });
    }
    const nomination = { nominee: addressOf(0), uri: "ipfs://0" };
    await actions.nominate(voter(0), { community, election: SEAT, nomination, placements: [{ permanent: 10n }] });

    ({ address: relay } = await put("contracts/oracle/RelayedBallots.sol", "RelayedBallots", [kernel, identities]));
    const voices = await feedOf("voices", relay);
    await setVoicesFeed(deployer, { relay, inbox, feed: voices, account });
    const dial = await put("contracts/test/Dial.sol", "Dial", [account]);
    const mandate = {
      policy: POLICY,
      target: dial.address,
      selector: TURN,
      constrained: true,
      argument: argumentOf(7n),
    };
    const polls = keccak256(toHex("polls"));
    ({ address: outcomes } = await put("contracts/oracle/Outcomes.sol", "Outcomes", [
      kernel,
      { inbox, feed: polls, ...mandate },
    ]));
    await feedOf("polls", outcomes);
    for (const module of [relay, outcomes]) await actions.installModule(deployer, { community, module, account });
    for (const i of [1, 2]) {
      const appointment = { community, election: SEAT, relay, most: BigInt(40 * i), voter: addressOf(i) };
      await appointRelay(voter(i), appointment);
    }
  });

  /** Reports a poll in which subjects said so much of the first candidacy, or that they want no ballot any more. */
  const relays = async (said: readonly [subject: number, score: number | undefined][]): Promise<bigint> => {
    const { timestamp: castAt } = await world.client.getBlock();
    const voices = said.map(([subject, score]) => {
      const choices = score === undefined ? [] : [{ candidacy: 1, score }];
      return { provider: FORUM, subject: subjectOf(subject), castAt, choices };
    });
    const batch = { pollKey: POLL, election: SEAT, voices };
    expect(await operators.report(keccak256(toHex("voices")), encodeAbiParameters(BATCH, [batch]))).to.equal(true);
    return castAt;
  };

  it("tells of voices that were cast, and of those that were skipped and why", async () => {
    const { client } = world;
    // Of a subject that nobody is behind, and of one who has appointed nobody, no ballot comes.
    const first = await relays([
      [0, 100],
      [1, 100],
      [2, -50],
      [9, 100],
    ]);
    const second = await relays([
      [1, undefined],
      [2, 0],
    ]);
    const third = await relays([[2, 100]]);
    const events = await getOracleHistory(client, { relay, fromBlock: 0n });
    await expectWhole(world, [relay], [relayedBallotsAbi], events);

    const batches = events.flatMap((one) => (one.eventName === "BatchRelayed" ? [one.args] : []));
    expect(
      batches.map(({ pollKey, election, sequence, voices }) => [pollKey, election, sequence, voices]),
    ).to.deep.equal([
      [POLL, SEAT, 1n, 4n],
      [POLL, SEAT, 2n, 2n],
      [POLL, SEAT, 3n, 1n],
    ]);
    const cast = events.flatMap((one) => (one.eventName === "VoiceRelayed" ? [one.args] : []));
    expect(cast.map(({ pollKey, voter, provider, subject }) => [pollKey, voter, provider, subject])).to.deep.equal(
      [1, 2, 1, 2].map((i) => [POLL, addressOf(i), FORUM, subjectOf(i)]),
    );
    const skipped = events.flatMap((one) => (one.eventName === "VoiceSkipped" ? [one.args] : []));
    const reasons = ["VoiceNotRelayed(address,address)", "VoiceUnlinked(bytes32,bytes32)", "VoiceIllFormed(string)"];
    expect(skipped.map(({ voter, subject, reason }) => [voter, subject, reason.slice(0, 10)])).to.deep.equal([
      [addressOf(0), subjectOf(0), toFunctionSelector(reasons[0] ?? "")],
      [pad("0x", { size: 20 }), subjectOf(9), toFunctionSelector(reasons[1] ?? "")],
      [addressOf(2), subjectOf(2), toFunctionSelector(reasons[2] ?? "")],
    ]);
    expect(cast.length + skipped.length).to.equal(batches.reduce((sum, { voices }) => sum + Number(voices), 0));

    const heard = await getOracleHistory(client, { community, fromBlock: 0n });
    const ballots = heard.flatMap((one) => (one.eventName === "BallotRelayed" ? [one.args] : []));
    expect(ballots.map(({ election, voter, castAt }) => [election, voter, castAt])).to.deep.equal([
      [SEAT, addressOf(1), first],
      [SEAT, addressOf(2), first],
      [SEAT, addressOf(1), second],
      [SEAT, addressOf(2), third],
    ]);
  });

  it("adds up to relays, and with that of elections to the ballots that they cast", async () => {
    const { client } = world;
    const told = rebuildRelays(await getOracleHistory(client, { community, fromBlock: 0n }));
    expect([...told.keys()]).to.deep.equal([1, 2].map(addressOf));
    const { elections } = rebuild(await getHistory(client, { community, fromBlock: 0n }), {
      scaling: "linear",
      gated: true,
    });
    for (const i of [0, 1, 2]) {
      const of = { community, election: SEAT, voter: addressOf(i) };
      const none = { relay: undefined, most: 0n, heardAt: 0n };
      expect(told.get(addressOf(i)) ?? none).to.deep.equal(await getRelay(client, of));
      const ballot = await actions.getBallot(client, of);
      const empty = { placements: [], scores: [], until: 0 };
      expect(elections.get(SEAT)?.ballots.get(addressOf(i)) ?? empty).to.deep.equal(ballot);
    }
    // All that was allowed, and nothing of whoever withdrew.
    const placed = elections.get(SEAT)?.ballots.get(addressOf(2))?.placements;
    expect(placed).to.deep.equal([{ candidacy: 1, against: false, permanent: 80n, leased: 0n }]);
    expect(elections.get(SEAT)?.ballots.has(addressOf(1))).to.equal(false);
  });

  it("tells of outcomes, and of those that nothing came of", async () => {
    const { client } = world;
    const { timestamp: closedAt } = await client.getBlock();
    const outcome = { pollKey: POLL, policy: POLICY, status: 1, winner: 1, closedAt, contentHash: POLICY };
    const feed = keccak256(toHex("polls"));
    const reported = [
      // Not what the mandate is for; what no document has given a power for; what did not pass, and had not before; another's.
      { ...outcome, data: argumentOf(8n) },
      { ...outcome, data: argumentOf(7n) },
      { ...outcome, data: argumentOf(7n), status: 2 },
      { ...outcome, data: argumentOf(7n), policy: POLL },
    ];
    for (const one of reported) {
      expect(await operators.report(feed, encodeAbiParameters(OUTCOME, [one]))).to.equal(true);
    }
    const events = await getOracleHistory(client, { outcomes, fromBlock: 0n });
    await expectWhole(world, [outcomes], [outcomesAbi], events);
    const told = events.flatMap((one) => (one.eventName === "OutcomeReported" ? [one.args] : []));
    expect(told.map((args) => ({ ...args }))).to.deep.equal(reported);
    const without = events.flatMap((one) => (one.eventName === "OutcomeWithoutEffect" ? [one.args] : []));
    const refusals = [
      "OutcomeOutOfMandate(bytes32)",
      "MandateAbsent(address,address,bytes4)",
      "DirectionUnknown(address,bytes32)",
    ];
    expect(without.map(({ pollKey, reason }) => [pollKey, reason.slice(0, 10)])).to.deep.equal(
      refusals.map((error) => [POLL, toFunctionSelector(error)]),
    );
    expect(without[0]?.reason.slice(10)).to.equal(argumentOf(8n).slice(2));
  });
});
