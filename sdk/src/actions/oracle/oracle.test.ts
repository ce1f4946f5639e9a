import { expect } from "chai";
import {
  type Address,
  type Hex,
  encodeAbiParameters,
  encodeFunctionData,
  hashTypedData,
  keccak256,
  parseAbi,
  parseAbiParameters,
  toFunctionSelector,
  toHex,
  zeroHash,
} from "viem";
import { type Governed, createGoverned } from "../../../../test/helpers/governed.ts";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { openInbox } from "../../../../test/helpers/reporting.ts";
import { DAY, failure, perform, refused, watchedActions } from "../../../../test/helpers/world.ts";
import { reportInboxAbi } from "../../abi/reportInbox.ts";
import { getConstitutionHistory } from "../../constitution/index.ts";
import { InvalidParameterError } from "../../errors/index.ts";
import { getOracleHistory, rebuildInbox, reportTypedData } from "../../oracle/index.ts";

const OFFICE = 1n;
const POLL = keccak256(toHex("discourse:forum.example.org/17"));
const POLICY = keccak256(toHex("dial"));
const TURN = toFunctionSelector("turn(uint256)");
const OUTCOME = parseAbiParameters([
  "Outcome outcome",
  "struct Outcome { bytes32 pollKey; bytes32 policy; uint8 status; uint32 winner; uint64 closedAt; bytes32 contentHash; bytes data; }",
]);

describe("sdk actions: oracle", () => {
  const { actions, unused } = watchedActions();
  let governed: Governed;
  let operators: Awaited<ReturnType<typeof openInbox>>;
  let inbox: Address;
  let treasury: Address;
  let consumer: Awaited<ReturnType<Governed["put"]>>;

  before(async () => {
    governed = await createGoverned();
    treasury = await governed.become(governed.community.treasury);
    operators = await openInbox(governed, governed.community);
    ({ inbox } = operators);
    consumer = await governed.put("contracts/test/Consumer.sol", "Consumer");
  });

  it("set feeds, and bring what a quorum has signed", async () => {
    const { client, deployer } = governed;
    const feed = keccak256(toHex("events"));
    expect(await actions.getInboxFeed(client, { inbox, feed })).to.equal(undefined);
    const setting = {
      write: actions.setInboxFeed,
      simulate: actions.simulateSetInboxFeed,
      prepare: actions.prepareSetInboxFeed,
    };
    const setup = { inbox, feed, consumer: consumer.address, kind: "event" } as const;
    await refused(actions.setInboxFeed(deployer, setup), "InboxCallerNotTreasury");
    await perform(governed, deployer, setting, { ...setup, account: treasury });

    const report = await operators.next(feed, "0x1234");
    const domain = await actions.getInboxDomain(client, { inbox });
    expect(await actions.getReportDigest(client, { inbox, report })).to.equal(
      hashTypedData(reportTypedData({ ...domain, name: "Perdure Reports", version: "1" }, report)),
    );
    const { signer, signature } = await actions.signReport(operators.operator, { inbox, report });
    expect(signer.toLowerCase()).to.equal(operators.operator.account.address.toLowerCase());
    const submitting = {
      write: actions.submitReport,
      simulate: actions.simulateSubmitReport,
      prepare: actions.prepareSubmitReport,
    };
    const none = await refused(
      actions.submitReport(deployer, { inbox, report, signatures: [] }),
      "ReportSignaturesTooFew",
    );
    expect(none.shortMessage).to.contain("0 operators have signed, and it takes 1");
    expect(await perform(governed, deployer, submitting, { inbox, report, signatures: [signature] })).to.equal(true);
    const again = await actions.simulateSubmitReport(deployer, { inbox, report, signatures: [signature] });
    expect(again.result).to.equal(false);
    expect(await actions.getInboxFeed(client, { inbox, feed })).to.deep.equal({
      consumer: consumer.address,
      kind: "event",
      door: "quorum",
      sequence: 1n,
    });
  });

  it("hand to the consumer again what it refused", async () => {
    const { client, deployer, send } = governed;
    const feed = keccak256(toHex("events"));
    await send(consumer, "behave", [true, false]);
    const report = await operators.next(feed, "0x56");
    const { signature } = await actions.signReport(operators.operator, { inbox, report });
    const hash = await actions.submitReport(deployer, { inbox, report, signatures: [signature] });
    const digest = await actions.getReportDigest(client, { inbox, report });
    expect(await actions.waitForReport(client, { hash })).to.deep.equal({
      feed,
      sequence: 2n,
      digest,
      delivered: false,
    });
    await send(consumer, "behave", [false, false]);
    const redelivering = {
      write: actions.redeliverReport,
      simulate: actions.simulateRedeliverReport,
      prepare: actions.prepareRedeliverReport,
    };
    await perform(governed, deployer, redelivering, { inbox, report });
    await refused(actions.redeliverReport(deployer, { inbox, report }), "ReportNotUndelivered");
  });

  it("change operators and forwarders", async () => {
    const { client, deployer, addressOf } = governed;
    const former = operators.operator.account.address;
    const set = await actions.getSignerSetNumber(client, { inbox });
    expect(await actions.isReportSigner(client, { inbox, set, account: former })).to.equal(true);
    const rotating = {
      write: actions.rotateSigners,
      simulate: actions.simulateRotateSigners,
      prepare: actions.prepareRotateSigners,
    };
    await perform(governed, deployer, rotating, { inbox, signers: [former], quorum: 1, account: treasury });
    const now = await actions.getSignerSet(client, { inbox, set: set + 1 });
    expect(now).to.deep.equal({ size: 1, quorum: 1, endedAt: undefined });
    expect(await actions.getSignerSet(client, { inbox, set }))
      .to.have.property("endedAt")
      .that.is.a("bigint");
    expect(await actions.getSignerSet(client, { inbox, set: 9 })).to.equal(undefined);

    const allowing = {
      write: actions.setForwarder,
      simulate: actions.simulateSetForwarder,
      prepare: actions.prepareSetForwarder,
    };
    const forwarder = addressOf(3);
    expect(await actions.isForwarder(client, { inbox, account: forwarder })).to.equal(false);
    await perform(governed, deployer, allowing, { inbox, forwarder, allowed: true, account: treasury });
    expect(await actions.isForwarder(client, { inbox, account: forwarder })).to.equal(true);
  });

  it("have the treasury do what a poll decided, and relays be appointed", async () => {
    const { client, community, deployer, enact, put, voter, addressOf, networkHelpers } = governed;
    const dial = await put("contracts/test/Dial.sol", "Dial", [treasury]);
    const feed = keccak256(toHex("polls"));
    const mandate = { inbox, feed, policy: POLICY, target: dial.address, selector: TURN, constrained: false };
    const module = await put("contracts/oracle/Outcomes.sol", "Outcomes", [
      community.kernel,
      { ...mandate, argument: zeroHash },
    ]);
    expect(await actions.getOutcomesMandate(client, { outcomes: module.address })).to.deep.equal({
      ...mandate,
      argument: zeroHash,
    });
    const ballots = await put("contracts/oracle/RelayedBallots.sol", "RelayedBallots", [
      community.kernel,
      addressOf(9),
    ]);
    const given = { module: module.address, target: dial.address, selector: TURN };
    expect(await actions.getModuleMandate(client, { community, ...given })).to.equal(undefined);
    await enact(
      0,
      [
        { kind: "module", module: module.address, installed: true },
        { kind: "power", office: 0, target: dial.address, selector: TURN, delay: DAY },
        { kind: "module", module: ballots.address, installed: true },
        {
          kind: "election",
          title: "Office",
          elects: "office",
          method: "resource",
          seats: 1,
          nominationFill: 0n,
          stabilizationFill: 10n ** 17n,
        },
      ],
      500n,
    );
    expect(await actions.getModuleMandate(client, { community, ...given })).to.include({ election: 0n, delay: DAY });

    await operators.feedOf("polls", module.address);
    const { timestamp: closedAt } = await client.getBlock();
    const data = encodeAbiParameters([{ type: "uint256" }], [7n]);
    const outcome = { pollKey: POLL, policy: POLICY, status: 1, winner: 1, closedAt, contentHash: zeroHash, data };
    expect(await actions.getDirection(client, { community, ...given, cause: POLL })).to.equal(undefined);
    expect(await operators.report(feed, encodeAbiParameters(OUTCOME, [outcome]))).to.equal(true);
    const decided = await actions.getDirection(client, { community, ...given, cause: POLL });
    expect(decided).to.include({ election: 0n, over: false });
    const call: Hex = encodeFunctionData({ abi: parseAbi(["function turn(uint256)"]), args: [7n] });
    const carry = { community, module: module.address, target: dial.address, data: call, cause: POLL };
    const early = await refused(actions.carryOut(voter(2), carry), "DirectionNotReady");
    expect(early.shortMessage).to.contain("Come back then");
    await networkHelpers.time.increase(DAY);
    const carrying = { write: actions.carryOut, simulate: actions.simulateCarryOut, prepare: actions.prepareCarryOut };
    await perform(governed, voter(2), carrying, carry);
    expect((await actions.getDirection(client, { community, ...given, cause: POLL }))?.over).to.equal(true);

    const naming = {
      write: actions.setVoicesFeed,
      simulate: actions.simulateSetVoicesFeed,
      prepare: actions.prepareSetVoicesFeed,
    };
    expect(await actions.getVoicesFeed(client, { relay: ballots.address })).to.equal(undefined);
    await perform(governed, deployer, naming, { relay: ballots.address, inbox, feed, account: treasury });
    const named = await actions.getVoicesFeed(client, { relay: ballots.address });
    expect(named?.inbox.toLowerCase()).to.equal(inbox.toLowerCase());
    expect(named?.feed).to.equal(feed);

    const appointing = {
      write: actions.appointRelay,
      simulate: actions.simulateAppointRelay,
      prepare: actions.prepareAppointRelay,
    };
    const appointment = { community, election: OFFICE, relay: ballots.address, most: 80n };
    await refused(
      actions.appointRelay(voter(1), { ...appointment, relay: addressOf(9), voter: addressOf(1) }),
      "RelayNotModule",
    );
    await perform(governed, voter(1), appointing, { ...appointment, voter: addressOf(1) });
    const relay = await actions.getRelay(client, { community, election: OFFICE, voter: addressOf(1) });
    expect(relay).to.include({ most: 80n });
    expect(relay.relay?.toLowerCase()).to.equal(ballots.address.toLowerCase());

    const { timestamp } = await client.getBlock();
    const signed = await actions.signAppointRelay(voter(2), { ...appointment, deadline: timestamp + 3600n });
    await perform(governed, deployer, appointing, { ...appointment, voter: signed });
    const off = await actions.signAppointRelay(voter(2), { community, election: OFFICE, deadline: timestamp + 3600n });
    await actions.appointRelay(deployer, { community, election: OFFICE, voter: off });
    const none = await actions.getRelay(client, { community, election: OFFICE, voter: addressOf(2) });
    expect(none).to.include({ relay: undefined, most: 0n });
  });

  it("are told by their history, which adds up to feeds, signers and what waits for its consumer", async () => {
    const { client, community, deployer, send, addressOf } = governed;
    const feed = keccak256(toHex("events"));
    await send(consumer, "behave", [true, false]);
    const report = await operators.next(feed, "0x78");
    const { signature } = await actions.signReport(operators.operator, { inbox, report });
    await actions.submitReport(deployer, { inbox, report, signatures: [signature] });
    const from = { fromBlock: 0n, inbox };
    const events = await getOracleHistory(client, from);
    await expectWhole(governed, [inbox], [reportInboxAbi], events);

    const { feeds, signerSets, forwarders, undelivered } = rebuildInbox(events);
    for (const [name, found] of feeds) {
      expect(found).to.deep.equal(await actions.getInboxFeed(client, { inbox, feed: name }));
    }
    expect(feeds.size).to.equal(2);
    const last = await actions.getSignerSetNumber(client, { inbox });
    expect([...signerSets.keys()].at(-1)).to.equal(last);
    for (const [set, { signers, quorum }] of signerSets) {
      expect(await actions.getSignerSet(client, { inbox, set })).to.include({ size: signers.length, quorum });
      for (const account of signers) {
        expect(await actions.isReportSigner(client, { inbox, set, account })).to.equal(true);
      }
    }
    expect([...forwarders]).to.deep.equal([addressOf(3)]);
    expect(undelivered.get(feed)).to.deep.equal(new Set([3n]));
    expect(rebuildInbox(events.slice(0, -1)).undelivered.get(feed)).to.deep.equal(new Set());

    const outcomes = feeds.get(keccak256(toHex("polls")))?.consumer;
    const relays = await getOracleHistory(client, { fromBlock: 0n, outcomes, community });
    const appointed = relays.filter((one) => one.eventName === "RelayAppointed");
    expect(appointed.map(({ args }) => [args.voter, args.most])).to.deep.equal([
      [addressOf(1), 80n],
      [addressOf(2), 80n],
      [addressOf(2), 0n],
    ]);
    expect(relays.filter((one) => one.eventName === "OutcomeReported")).to.have.length(1);
    expect(await failure(getOracleHistory(client, { fromBlock: 0n }))).to.be.instanceOf(InvalidParameterError);

    const under = await getConstitutionHistory(client, { community, fromBlock: 0n });
    const { constitution, offices } = community;
    const logs = await client.getLogs({ address: [constitution, offices, community.treasury], fromBlock: 0n });
    expect(under.map(({ logIndex, blockNumber }) => [blockNumber, logIndex])).to.deep.equal(
      logs.map(({ logIndex, blockNumber }) => [blockNumber, logIndex]),
    );
    const names = new Set(under.map(({ eventName }) => eventName));
    expect([...names]).to.include.members(["DocumentEnacted", "MandateGranted", "CallDirected", "DirectionTaken"]);
  });

  it("are all tried", async () => {
    expect(await unused("oracle")).to.deep.equal([]);
  });
});
