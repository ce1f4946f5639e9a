import { expect } from "chai";
import {
  type Abi,
  type Address,
  type Hex,
  encodeAbiParameters,
  keccak256,
  parseAbiParameters,
  stringToHex,
} from "viem";
import { writeContract } from "viem/actions";
import { deployArtifact } from "../../../scripts/lib/deploy.ts";
import { readArtifact } from "../../../scripts/lib/artifacts.ts";
import * as actions from "../../../sdk/src/actions/index.ts";
import { OFFICE, type World, createWorld } from "../../../test/helpers/world.ts";
import { operatorSigners } from "../../test/chain.ts";
import type { BallotBatch, IdentityLink, Membership, Observation, Patronage, Standings } from "../observation.ts";
import { createBuilder } from "../providers.ts";
import { BallotsReport } from "./ballots.ts";
import { ContributorsReport } from "./contributors.ts";
import { type PayloadBuilder, feedId, payloadOf } from "./feeds.ts";
import { PatronageReport } from "./patronage.ts";
import { signedBytesOf, domainOf } from "./report.ts";

const FORUM = "discourse:forum.example.org";
const SEAT = 1n;
const STATE_FEED = 2;
/** What a report is sent with if the operator says nothing else. */
const REPORT_GAS = 2_000_000;
const HASH: Hex = `0x${"11".repeat(32)}`;

interface Contract {
  address: Address;
  abi: Abi;
}

/** Every payload goes through an inbox to the contract that it is for. */
describe("Payloads", () => {
  let world: World;
  let inbox: Contract;
  let registry: Contract;
  let relay: Contract;
  let community: Awaited<ReturnType<World["found"]>>;
  let members: Contract;
  let patrons: Contract;
  let team: Contract;
  const sequences = new Map<string, bigint>();
  const [operator] = operatorSigners(1);

  const at = async (source: string, address: Address): Promise<Contract> => ({
    address,
    abi: (await readArtifact(source)).abi,
  });
  const put = async (source: string, args: readonly unknown[], libraries: Record<string, Address> = {}) => {
    const artifact = await readArtifact(source);
    const { address } = await deployArtifact(world.deployer, artifact, { args, libraries });
    return { address, abi: artifact.abi };
  };
  const as = async (who: World["treasury"], { address, abi }: Contract, functionName: string, args: unknown[]) =>
    world.receiptOf(
      await writeContract(who, { address, abi, functionName, args, account: who.account, chain: who.chain }),
    );
  const read = <T>({ address, abi }: Contract, functionName: string, args: unknown[]) =>
    world.client.readContract({ address, abi, functionName, args }) as Promise<T>;
  const build = (report: Parameters<typeof createBuilder>[0]): PayloadBuilder =>
    createBuilder(report, { client: world.client, depth: 0n });
  const addressOf = (i: number): Address => world.voter(i).account.address;

  /** Tells a consumer through the inbox. @returns whether it took it; undefined if there was nothing to tell */
  const tell = async (name: string, builder: PayloadBuilder, seen: Observation, part = 0) => {
    expect(builder.parts(seen), "parts").to.be.greaterThan(part);
    const payload = await builder.build(seen, part);
    return payload === undefined ? undefined : (await submit(name, payload)).delivered;
  };
  /** In one report. */
  const tellAll = async (name: string, builder: PayloadBuilder, seen: readonly Observation[]) => {
    const payload = await payloadOf(
      builder,
      seen.map((observation) => ({ observation, part: 0 })),
    );
    if (payload === undefined) throw new Error("They cannot be told.");
    return submit(name, payload);
  };
  const submit = async (name: string, payload: Hex) => {
    if (operator === undefined) throw new Error("There is one operator.");
    const { timestamp } = await world.client.getBlock();
    const sequence = (sequences.get(name) ?? 0n) + 1n;
    sequences.set(name, sequence);
    const report = { feed: feedId(name), sequence, observedAt: timestamp, expiresAt: timestamp + 600n, payload };
    const domain = domainOf(await world.client.getChainId(), inbox.address);
    const signature = await operator.sign(signedBytesOf(domain, report));
    const { blockNumber, gasUsed } = await as(world.deployer, inbox, "submit", [report, [signature]]);
    const logs = await world.client.getContractEvents({
      ...inbox,
      eventName: "ReportAccepted",
      fromBlock: blockNumber,
      strict: true,
    });
    return { delivered: (logs[0]?.args as { delivered?: boolean } | undefined)?.delivered, gasUsed };
  };
  const listen = async (name: string, consumer: Contract, kind = 1): Promise<void> => {
    await as(world.treasury, inbox, "setFeed", [feedId(name), consumer.address, kind, 0]);
    await as(world.treasury, consumer, "setFeed", [inbox.address, feedId(name)]);
  };
  const link = (subject: string, account: Address, revoked = false): IdentityLink => ({
    kind: "link",
    source: FORUM,
    subject,
    account: account.toLowerCase(),
    quality: "strong",
    revoked,
    observedAt: 1,
  });
  const admit = async (subject: string, i: number): Promise<void> => {
    expect(await tell("people", build({ kind: "identities" }), link(subject, addressOf(i)))).to.equal(true);
    await sign(subject, i);
  };
  const sign = async (subject: string, i: number): Promise<void> => {
    const by = { signer: addressOf(i), nonce: 0n, deadline: 0n, signature: "0x" };
    const names = [keccak256(stringToHex(FORUM)), keccak256(stringToHex(subject))];
    await as(world.voter(i), registry, "link", [...names, by]);
    expect((await read<Address>(registry, "accountOf", names)).toLowerCase()).to.equal(addressOf(i).toLowerCase());
  };

  before(async () => {
    world = await createWorld();
    const { deployment, found, treasury } = world;
    const { TypedDataLib, MembershipSource, PatronSource, ContributorSource } = deployment.contracts;
    registry = await put("contracts/members/IdentityRegistry.sol", [864_000, keccak256(stringToHex(FORUM)), 2], {
      TypedDataLib: TypedDataLib.address,
    });
    const grants = await world.put("contracts/test/GrantSource.sol", "GrantSource");
    const lease = encodeAbiParameters(parseAbiParameters("uint64, uint16"), [1_000n, 10]);
    community = await found({
      sources: [
        { implementation: grants.address, configuration: "0x" },
        { implementation: MembershipSource.address, configuration: lease },
      ],
      gate: registry.address,
      scaling: "quadratic",
      halfLife: 0,
      offices: [OFFICE],
    });
    await as(world.deployer, registry, "serve", [community.kernel]);
    if (operator === undefined) throw new Error("There is one operator.");
    inbox = await put("contracts/oracle/ReportInbox.sol", [community.kernel, [operator.address], 1]);
    await listen("people", registry);
    members = await at("contracts/weights/sources/MembershipSource.sol", community.sources[1] ?? "0x");
    await listen("members", members);
    relay = await put("contracts/oracle/RelayedBallots.sol", [community.kernel, registry.address]);
    await actions.installModule(treasury, { community, module: relay.address });
    await listen("ballots", relay);

    const till = parseAbiParameters([
      "Configuration configuration",
      "struct Configuration { Till till; uint64 mostReported; }",
      "struct Till { Asset[] assets; address sequencer; uint32 sequencerGracePeriod; }",
      "struct Asset { address token; address feed; uint32 heartbeat; }",
    ]);
    const nobody: Address = `0x${"0".repeat(40)}`;
    const terms = {
      till: {
        assets: [{ token: nobody, feed: nobody, heartbeat: 0 }],
        sequencer: nobody,
        sequencerGracePeriod: 0,
      },
      mostReported: 10n ** 15n,
    };
    const blend = encodeAbiParameters(parseAbiParameters("uint64, uint64"), [50n * 10n ** 9n, 2n * 10n ** 17n]);
    const cooperative = await found({
      name: "cooperative",
      sources: [
        { implementation: PatronSource.address, configuration: encodeAbiParameters(till, [terms]) },
        { implementation: ContributorSource.address, configuration: blend },
      ],
      halfLife: 0,
    });
    patrons = await at("contracts/weights/sources/PatronSource.sol", cooperative.sources[0] ?? "0x");
    team = await at("contracts/weights/sources/ContributorSource.sol", cooperative.sources[1] ?? "0x");
    await listen("patrons", patrons);
    await listen("team", team, STATE_FEED);
    await admit("ann", 0);
    await admit("bob", 1);
  });

  describe("of memberships", () => {
    const membership = (subject: string): Membership => ({
      kind: "membership",
      source: FORUM,
      subject,
      since: 1,
      asOf: 604_800,
      level: 2,
      quality: "weak",
    });
    const builder = () => build({ kind: "memberships", registry: registry.address });
    const leaseOf = (i: number) => actions.getLease(world.client, { community, account: addressOf(i) });

    it("lease to who has linked an account, and to nobody else", async () => {
      expect(await tell("members", builder(), membership("ann"))).to.equal(true);
      expect((await leaseOf(0)).units).to.equal(1_000n);
      expect((await leaseOf(1)).units).to.equal(0n);
      expect(await tell("members", builder(), membership("stranger"))).to.equal(undefined);
      expect(builder().parts(link("ann", addressOf(0)))).to.equal(0);
    });

    it("lease to as many as one report holds, for no more gas than it is sent with", async () => {
      const people = Array.from({ length: 16 }, (_, number) => number + 2);
      const names = people.map((number) => `member ${number}`);
      const attested = people.map((number, index) => link(names[index] ?? "", addressOf(number)));
      const linked = await tellAll("people", build({ kind: "identities" }), attested);
      expect(linked.delivered).to.equal(true);
      for (const [index, number] of people.entries()) await sign(names[index] ?? "", number);
      const leased = await tellAll("members", builder(), names.map(membership));
      expect(leased.delivered).to.equal(true);
      for (const number of people) expect((await leaseOf(number)).units).to.equal(1_000n);
      for (const { gasUsed } of [linked, leased]) expect(Number(gasUsed)).to.be.lessThan(REPORT_GAS);
    });

    it("wait while there is no registry", async () => {
      const elsewhere = build({ kind: "memberships", registry: `0x${"ab".repeat(20)}` });
      expect(await elsewhere.build(membership("ann"), 0)).to.equal(undefined);
    });
  });

  describe("of ballots", () => {
    const report = () =>
      BallotsReport.parse({
        kind: "ballots",
        polls: [
          { source: FORUM, poll: "17", election: Number(SEAT), options: { cy: 1, di: 2, "not-di": -2 }, fullScore: 10 },
        ],
      });
    const batch = (ballots: BallotBatch["ballots"]): BallotBatch => ({
      kind: "ballots",
      source: FORUM,
      pollId: "17",
      closedAt: 5,
      contentHash: HASH,
      ballots,
    });
    const placementsOf = async (i: number) => {
      const { placements } = await actions.getBallot(world.client, {
        community,
        election: SEAT,
        voter: addressOf(i),
      });
      return placements.map(({ candidacy, against, permanent, leased }) => [candidacy, against, permanent + leased]);
    };

    before(async () => {
      const grants = await world.become(community.sources[0] ?? "0x");
      for (const i of [0, 1]) {
        const holder = addressOf(i);
        await actions.credit(world.deployer, { community, holder, value: 100n, account: grants });
        const nomination = { nominee: holder, uri: "" };
        const placements = [{ permanent: 10n }];
        await actions.nominate(world.voter(i), { community, election: SEAT, nomination, placements });
        const by = { signer: holder, nonce: 0n, deadline: 0n, signature: "0x" };
        const elections = await at("contracts/elections/Elections.sol", community.elections);
        await as(world.voter(i), elections, "appointRelay", [SEAT, relay.address, 100n, by]);
      }
      await world.networkHelpers.time.increase(600);
    });

    it("divide what voters allow by their scores, and skip who is nobody", async () => {
      const castAt = Number((await world.client.getBlock()).timestamp);
      const seen = batch([
        {
          subject: "ann",
          castAt,
          choices: [
            { optionId: "cy", score: "15" },
            { optionId: "not-di", score: "5" },
            { optionId: "none of ours", score: "99" },
          ],
        },
        { subject: "bob", castAt, choices: [{ optionId: "di", approve: true }] },
        { subject: "stranger", castAt, choices: [] },
      ]);
      expect(await tell("ballots", build(report()), seen)).to.equal(true);
      // 15 is more than the full score: 100 and 33, of the hundred that the relay may place.
      expect(await placementsOf(0)).to.deep.equal([
        [1, false, 75n],
        [2, true, 24n],
      ]);
      expect(await placementsOf(1)).to.deep.equal([[2, false, 100n]]);
    });

    it("take 32 voices a report, by rank as well, and only of polls that stand for an election", async () => {
      const castAt = Number((await world.client.getBlock()).timestamp);
      const ranked = [
        { optionId: "di", rank: 3 },
        { optionId: "none of ours", rank: 1 },
        { optionId: "cy", rank: 7 },
      ];
      const crowd = Array.from({ length: 64 }, (_, i) => ({ subject: `a${i}`, castAt, choices: [] }));
      const seen = batch([...crowd, { subject: "bob", castAt, choices: ranked }]);
      const builder = build(report());
      expect(builder.parts(seen)).to.equal(3);
      expect(builder.parts({ ...seen, pollId: "18" })).to.equal(0);
      expect(await tell("ballots", builder, seen, 0)).to.equal(true);
      expect(await tell("ballots", builder, seen, 2)).to.equal(true);
      // Of three places the first is worth 100, the second 66.
      expect(await placementsOf(1)).to.deep.equal([
        [1, false, 39n],
        [2, false, 60n],
      ]);
    });
  });

  describe("of patronage", () => {
    const report = () =>
      PatronageReport.parse({ kind: "patronage", registry: registry.address, rates: { USD: "0.5" } });
    const given = (more: Partial<Patronage> = {}): Patronage => ({
      kind: "patronage",
      source: FORUM,
      donationId: "d1",
      subject: "ann",
      currency: "USD",
      amount: "20",
      committed: "10",
      paidAt: 1,
      status: "paid",
      ...more,
    });
    const patronOf = () =>
      read<{ last: bigint; committed: bigint; donatedAt: number }>(patrons, "patronOf", [addressOf(0)]);
    const contributed = async (): Promise<number> => {
      const logs = await world.client.getContractEvents({ ...patrons, eventName: "DonationReported", fromBlock: 0n });
      return logs.length;
    };

    it("count a donation once, whatever becomes of what was committed", async () => {
      const paidAt = Number((await world.client.getBlock()).timestamp);
      expect(await tell("patrons", build(report()), given({ paidAt }))).to.equal(true);
      expect(await patronOf()).to.include({ last: 10n ** 10n, committed: 5n * 10n ** 9n, donatedAt: paidAt });
      expect(await tell("patrons", build(report()), given({ paidAt, committed: "4.1" }))).to.equal(true);
      expect(await patronOf()).to.include({ last: 10n ** 10n, committed: 2_050_000_000n });
      expect(await contributed()).to.equal(1);
      const later = paidAt + 1;
      await world.networkHelpers.time.increase(60);
      const second = given({ donationId: "d2", paidAt: later, amount: "30", committed: "30" });
      expect(await tell("patrons", build(report()), second)).to.equal(true);
      // The month before, seen anew, changes nothing.
      expect(await tell("patrons", build(report()), given({ paidAt, committed: "0" }))).to.equal(true);
      expect(await patronOf()).to.include({ last: 15n * 10n ** 9n, committed: 15n * 10n ** 9n });
      expect(await contributed()).to.equal(2);
      expect(await tell("patrons", build(report()), { ...second, status: "refunded" })).to.equal(true);
      expect(await patronOf()).to.include({ committed: 0n });
      expect(await contributed()).to.equal(2);
    });

    it("tell nothing of strangers, and of currencies without a rate", async () => {
      expect(build(report()).parts(given({ currency: "EUR" }))).to.equal(0);
      expect(await tell("patrons", build(report()), given({ subject: "stranger" }))).to.equal(undefined);
    });
  });

  describe("of contributors", () => {
    it("tell everybody's metric, and nothing of who has no account", async () => {
      for (const i of [0, 1]) await as(world.treasury, team, "list", [addressOf(i), 0n]);
      const report = ContributorsReport.parse({ kind: "contributors", registry: registry.address, worth: "2" });
      const metricOf = async (i: number) =>
        (await read<{ metric: bigint }>(team, "contributorOf", [addressOf(i)])).metric;
      const standings = (scores: Standings["scores"]): Standings => ({
        kind: "standings",
        source: FORUM,
        interval: { start: 1, end: 2 },
        scores,
      });
      const first = standings([
        { subject: "ann", amount: "1.5" },
        { subject: "bob", amount: "0.0000000004" },
        { subject: "stranger", amount: "700" },
      ]);
      expect(await tell("team", build(report), first)).to.equal(true);
      expect([await metricOf(0), await metricOf(1)]).to.deep.equal([3n * 10n ** 9n, 0n]);
      const second = standings([
        { subject: "ann", amount: "1" },
        { subject: "bob", amount: "7" },
      ]);
      expect(await tell("team", build(report), second)).to.equal(true);
      expect([await metricOf(0), await metricOf(1)]).to.deep.equal([2n * 10n ** 9n, 14n * 10n ** 9n]);
    });
  });

  // The last: what comes before counts on the link.
  describe("of identities", () => {
    it("take a link back", async () => {
      const nobody: Address = `0x${"0".repeat(40)}`;
      expect(await tell("people", build({ kind: "identities" }), link("bob", nobody, true))).to.equal(true);
      const names = [keccak256(stringToHex(FORUM)), keccak256(stringToHex("bob"))];
      expect(await read<Address>(registry, "accountOf", names)).to.equal(nobody);
    });
  });
});
