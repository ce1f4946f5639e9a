import { expect } from "chai";
import { type Address, encodeAbiParameters, getAddress, keccak256, parseAbiParameters, zeroAddress } from "viem";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { openInbox } from "../../../../test/helpers/reporting.ts";
import {
  DAY,
  GWEI,
  WAD,
  type World,
  createWorld,
  perform,
  refused,
  watchedActions,
} from "../../../../test/helpers/world.ts";
import { contributorSourceAbi } from "../../abi/contributorSource.ts";
import { membershipSourceAbi } from "../../abi/membershipSource.ts";
import { patronSourceAbi } from "../../abi/patronSource.ts";
import { receiptSourceAbi } from "../../abi/receiptSource.ts";
import {
  encodeContributorConfiguration,
  encodeMembershipConfiguration,
  encodePatronConfiguration,
  encodeReceiptConfiguration,
  getSourceHistory,
  rebuildSource,
} from "../../sources/index.ts";
import type { Community, FoundersChoices, Preset } from "../index.ts";

const { actions, unused } = watchedActions();
const BOUNDS = { baseWeight: GWEI, share: WAD / 2n };
const EPOCHS = { epochLength: DAY, mostValue: 100n * GWEI };
const MEMBERS = { value: GWEI, cycles: 10 };
const MOST_REPORTED = 5n * GWEI;
const PATRONAGES = parseAbiParameters([
  "Patronage[] patronages",
  "struct Patronage { address account; uint64 value; uint64 committed; uint64 paidAt; }",
]);
const METRICS = parseAbiParameters("address[] accounts, uint64[] metrics");

describe("sdk actions: sources", () => {
  let world: World;
  let token: Awaited<ReturnType<World["put"]>>;
  const addressOf = (i: number): Address => getAddress(world.voter(i).account.address);
  const found = async (preset: Preset, choices: Pick<FoundersChoices, "sources" | "gate">): Promise<Community> => {
    const { client, deployer, deployment, treasury } = world;
    const names = { name: preset.toLowerCase(), symbol: "TST", referenceCurrency: "ETH" };
    const all = { ...names, treasury: treasury.account.address, ...choices };
    const hash = await actions.createCommunityFromPreset(deployer, {
      factory: deployment.factory,
      preset,
      choices: all,
    });
    return actions.waitForCommunity(client, { hash });
  };

  before(async () => {
    world = await createWorld();
    await world.become(world.treasury.account.address);
    token = await world.put("contracts/test/Tokens.sol", "PlainToken", [18]);
  });

  describe("of patrons and contributors", () => {
    let community: Community;
    let patrons: Address;
    let contributors: Address;
    before(async () => {
      community = await found("openSourceCooperative", {
        sources: [
          encodePatronConfiguration({ till: { assets: [{}, { token: token.address }] }, mostReported: MOST_REPORTED }),
          encodeContributorConfiguration(BOUNDS),
        ],
      });
      [patrons, contributors] = community.sources as readonly [Address, Address];
    });

    it("are founded as they were asked for", async () => {
      const { client } = world;
      const assets = await actions.getDonationAssets(client, { source: patrons });
      expect(assets.map((asset) => asset.token.toLowerCase())).to.deep.equal([
        zeroAddress,
        token.address.toLowerCase(),
      ]);
      expect(await actions.getMostReported(client, { source: patrons })).to.equal(MOST_REPORTED);
      expect(await actions.getContributorConfiguration(client, { source: contributors })).to.deep.equal(BOUNDS);
      expect(encodePatronConfiguration({ till: { assets: [{}] } })).to.equal(
        encodePatronConfiguration({
          till: { assets: [{ token: zeroAddress }], sequencer: zeroAddress },
          mostReported: 0n,
        }),
      );
    });

    it("take donations", async () => {
      const { client, voter } = world;
      const source = patrons;
      expect(await actions.getDonationQuote(client, { source, amount: 2n * WAD })).to.equal(2n * GWEI);
      expect(await actions.getAppraisal(client, { source, amount: 3n * WAD })).to.equal(3n * GWEI);
      expect(await actions.getPricedAssets(client, { source })).to.deep.equal([zeroAddress, getAddress(token.address)]);
      const giving = { write: actions.donate, simulate: actions.simulateDonate, prepare: actions.prepareDonate };
      const gift = { source, amount: 2n * WAD, committed: 2n * GWEI, minValue: 2n * GWEI };
      await perform(world, voter(0), giving, gift);
      await refused(actions.donate(voter(0), { ...gift, minValue: 3n * GWEI }), "PurchaseValueTooLow");
      const patron = await actions.getPatron(client, { source, patron: addressOf(0) });
      expect(patron).to.include({ last: 2n * GWEI, committed: 2n * GWEI, reported: false });

      const committing = {
        write: actions.commitDonation,
        simulate: actions.simulateCommitDonation,
        prepare: actions.prepareCommitDonation,
      };
      await perform(world, voter(0), committing, { source, committed: GWEI });
      expect((await actions.getPatron(client, { source, patron: addressOf(0) })).committed).to.equal(GWEI);
      expect(await actions.isPatronSettled(client, { source, patron: addressOf(0) })).to.equal(true);
      const settling = {
        write: actions.settlePatron,
        simulate: actions.simulateSettlePatron,
        prepare: actions.prepareSettlePatron,
      };
      await perform(world, voter(1), settling, { source, patron: addressOf(0) });
    });

    it("name the highest patron", async () => {
      const { client, voter } = world;
      const highest = { source: patrons, patron: addressOf(0) };
      expect(await actions.getHighestPatron(client, highest)).to.equal(undefined);
      const naming = {
        write: actions.nameHighestPatron,
        simulate: actions.simulateNameHighestPatron,
        prepare: actions.prepareNameHighestPatron,
      };
      await perform(world, voter(1), naming, highest);
      expect(await actions.getHighestPatron(client, highest)).to.include({ patron: addressOf(0) });
      const error = await refused(actions.nameHighestPatron(voter(1), highest), "PatronNotHigher");
      expect(error.shortMessage).to.contain(addressOf(0));
    });

    it("list contributors, and settle what they hold", async () => {
      const { client, treasury, voter } = world;
      const source = contributors;
      const at = { source, contributor: addressOf(3) };
      const listing = {
        write: actions.listContributor,
        simulate: actions.simulateListContributor,
        prepare: actions.prepareListContributor,
      };
      await refused(actions.listContributor(voter(3), { ...at, hand: GWEI }), "ContributorCallerNotTreasury");
      await perform(world, treasury, listing, { ...at, hand: GWEI });
      const { units } = await actions.getContributor(client, at);
      const ceiling = await actions.getContributorCeiling(client, { source });
      expect(units).to.equal(ceiling.units);
      expect(ceiling.until).to.equal((await actions.getHighestPatron(client, { source: patrons }))?.until);
      expect(await actions.getContributorUnits(client, { source })).to.equal(units);
      expect(await actions.getContributorCount(client, { source })).to.equal(1n);
      expect(await actions.getContributorDue(client, at)).to.equal(units);

      const blending = {
        write: actions.setBlend,
        simulate: actions.simulateSetBlend,
        prepare: actions.prepareSetBlend,
      };
      const blend = { hand: WAD, metric: 2n * WAD };
      await perform(world, treasury, blending, { source, ...blend });
      expect(await actions.getBlend(client, { source })).to.deep.equal(blend);
      const settling = {
        write: actions.settleContributor,
        simulate: actions.simulateSettleContributor,
        prepare: actions.prepareSettleContributor,
      };
      await perform(world, voter(1), settling, at);
      const striking = {
        write: actions.strikeContributor,
        simulate: actions.simulateStrikeContributor,
        prepare: actions.prepareStrikeContributor,
      };
      await perform(world, treasury, striking, at);
      expect(await actions.getContributor(client, at)).to.include({ listed: false, units: 0n });
    });

    it("collect what a patron commits", async () => {
      const { client, networkHelpers, send, voter } = world;
      const at = { source: patrons, patron: addressOf(0) };
      await send(token, "mint", [addressOf(0), 100n * WAD]);
      const { address, abi } = token;
      await voter(0).writeContract({ address, abi, functionName: "approve", args: [patrons, 100n * WAD] });
      expect(await actions.getStream(client, at)).to.equal(undefined);
      const streaming = {
        write: actions.setStream,
        simulate: actions.simulateSetStream,
        prepare: actions.prepareSetStream,
      };
      await perform(world, voter(0), streaming, { source: patrons, asset: address, most: 2n * WAD, committed: GWEI });
      expect(await actions.getStream(client, at)).to.deep.equal({ asset: getAddress(address), most: 2n * WAD });
      await refused(actions.collectDonation(voter(1), at), "PatronNotDue");
      await networkHelpers.time.increaseTo(await actions.getDonationDue(client, at));
      const collecting = {
        write: actions.collectDonation,
        simulate: actions.simulateCollectDonation,
        prepare: actions.prepareCollectDonation,
      };
      await perform(world, voter(1), collecting, at);
      expect((await actions.getPatron(client, at)).last).to.equal(GWEI);
    });

    it("are told by their history, reports included, which adds up to what is known", async () => {
      const { client, treasury } = world;
      const operators = await openInbox(world, community);
      const [given, rated] = [await operators.feedOf("given", patrons), await operators.feedOf("rated", contributors)];
      await actions.setSourceFeed(treasury, { source: patrons, inbox: operators.inbox, feed: given });
      await actions.setSourceFeed(treasury, { source: contributors, inbox: operators.inbox, feed: rated });
      const { timestamp } = await client.getBlock();
      const gift = { account: addressOf(5), value: 3n * GWEI, committed: GWEI, paidAt: timestamp };
      expect(await operators.report(given, encodeAbiParameters(PATRONAGES, [[gift]]))).to.equal(true);
      expect(await operators.report(given, encodeAbiParameters(PATRONAGES, [[{ ...gift, paidAt: 0n }]]))).to.equal(
        true,
      );
      for (const i of [3, 4]) {
        await actions.listContributor(treasury, { source: contributors, contributor: addressOf(i), hand: GWEI });
      }
      const metrics = encodeAbiParameters(METRICS, [[addressOf(3)], [GWEI / 2n]]);
      expect(await operators.report(rated, metrics)).to.equal(true);
      await actions.settleContributor(treasury, { source: contributors, contributor: addressOf(3) });
      // As a fork would take it along: what is no longer there when it is to be given back is owed.
      await world.become(contributors);
      const leaving = { community, holder: addressOf(4), units: 1n, account: contributors };
      await actions.revoke(world.deployer, leaving);
      await actions.listContributor(treasury, { source: contributors, contributor: addressOf(4), hand: 0n });

      const told = await getSourceHistory(client, { source: patrons, fromBlock: 0n });
      await expectWhole(world, [patrons], [patronSourceAbi], told);
      const { patrons: known, streams, donated, reported, highestPatron, feed } = rebuildSource(told);
      expect(feed).to.deep.equal(await actions.getSourceFeed(client, { source: patrons }));
      expect([...known.keys()]).to.deep.equal([addressOf(0), addressOf(5)]);
      for (const [patron, found] of known) {
        expect(found).to.deep.equal(await actions.getPatron(client, { source: patrons, patron }));
        expect(streams.get(patron)).to.deep.equal(await actions.getStream(client, { source: patrons, patron }));
        const { contributed } = await actions.getAccount(client, { community, account: patron });
        expect((donated.get(patron) ?? 0n) + (reported.get(patron) ?? 0n)).to.equal(contributed);
      }
      expect(highestPatron).to.equal((await actions.getHighestPatron(client, { source: patrons }))?.patron);

      const ofContributors = await getSourceHistory(client, { source: contributors, fromBlock: 0n });
      await expectWhole(world, [contributors], [contributorSourceAbi], ofContributors);
      const listed = rebuildSource(ofContributors);
      expect(listed.blend).to.deep.equal(await actions.getBlend(client, { source: contributors }));
      expect([...listed.contributors.keys()]).to.deep.equal([addressOf(3), addressOf(4)]);
      for (const [contributor, found] of listed.contributors) {
        expect(found).to.deep.equal(await actions.getContributor(client, { source: contributors, contributor }));
      }
      const metric = [...listed.contributors.values()].reduce((sum, one) => sum + one.metric, 0n);
      expect(listed.contributors.get(addressOf(4))).to.include({ units: 0n, owed: 1n });
      expect(listed.metrics).to.deep.equal({ report: 1, sum: metric });
      const units = [...listed.contributors.values()].reduce((sum, one) => sum + one.units, 0n);
      expect(units).to.equal(await actions.getContributorUnits(client, { source: contributors }));
    });
  });

  describe("of members and receipts", () => {
    let gate: Awaited<ReturnType<World["put"]>>;
    let community: Community;
    let members: Address;
    let receipts: Address;
    before(async () => {
      gate = await world.put("contracts/test/ListGate.sol", "ListGate");
      community = await found("onlineCommunity", {
        gate: gate.address,
        sources: [encodeMembershipConfiguration(MEMBERS), encodeReceiptConfiguration(EPOCHS)],
      });
      [members, receipts] = community.sources as readonly [Address, Address];
    });

    it("are founded as they were asked for, and believe the feed that the treasury names", async () => {
      const { client, treasury, voter } = world;
      expect(await actions.getMembershipConfiguration(client, { source: members })).to.deep.equal(MEMBERS);
      expect(await actions.getReceiptConfiguration(client, { source: receipts })).to.deep.equal(EPOCHS);
      const named = { inbox: addressOf(4), feed: keccak256("0x01") };
      const naming = {
        write: actions.setSourceFeed,
        simulate: actions.simulateSetSourceFeed,
        prepare: actions.prepareSetSourceFeed,
      };
      expect(await actions.getSourceFeed(client, { source: members })).to.equal(undefined);
      await refused(actions.setSourceFeed(voter(0), { source: members, ...named }), "MembershipCallerNotTreasury");
      await perform(world, treasury, naming, { source: members, ...named });
      expect(await actions.getSourceFeed(client, { source: members })).to.deep.equal(named);
    });

    it("credit what was receipted", async () => {
      const { client, networkHelpers, treasury, voter } = world;
      const source = receipts;
      const operators = await openInbox(world, community);
      const feed = await operators.feedOf("receipts", source);
      await actions.setSourceFeed(treasury, { source, inbox: operators.inbox, feed });
      expect(await actions.getNextReceiptEpoch(client, { source })).to.equal(0);
      await networkHelpers.time.increaseTo(await actions.getReceiptEpochEnd(client, { source, epoch: 0 }));
      const all = { units: 3n * GWEI, value: 3n * GWEI };
      const leaf = parseAbiParameters("address account, uint96 units, uint64 value");
      const root = keccak256(keccak256(encodeAbiParameters(leaf, [addressOf(1), all.units, all.value])));
      expect(await actions.isReceiptRoot(client, { source, root })).to.equal(false);
      const payload = parseAbiParameters("uint32 epoch, bytes32 root, uint96 units, uint64 value");
      expect(await operators.report(feed, encodeAbiParameters(payload, [0, root, all.units, all.value]))).to.equal(
        true,
      );
      expect(await actions.isReceiptRoot(client, { source, root })).to.equal(true);
      expect(await actions.getPublishedReceipts(client, { source })).to.deep.equal(all);
      expect(await actions.getNextReceiptEpoch(client, { source })).to.equal(1);

      const claiming = {
        write: actions.claimReceipts,
        simulate: actions.simulateClaimReceipts,
        prepare: actions.prepareClaimReceipts,
      };
      const claim = { source, holder: addressOf(1), ...all, proof: [] };
      await refused(actions.claimReceipts(voter(0), { ...claim, units: 1n }), "ReceiptRootUnknown");
      expect(await perform(world, voter(0), claiming, claim)).to.equal(all.units);
      expect(await actions.getClaimedReceipts(client, { source })).to.deep.equal(all);
      expect(await actions.getClaimedReceiptsOf(client, { source, holder: addressOf(1) })).to.deep.equal(all);
    });

    it("are told by their history, which adds up to memberships and claims", async () => {
      const { client, treasury, send } = world;
      const operators = await openInbox(world, community);
      const attested = await operators.feedOf("members", members);
      await actions.setSourceFeed(treasury, { source: members, inbox: operators.inbox, feed: attested });
      await send(gate, "set", [addressOf(0), addressOf(0), true]);
      const report = encodeAbiParameters(parseAbiParameters("address[] accounts"), [[addressOf(0), addressOf(1)]]);
      expect(await operators.report(attested, report)).to.equal(true);

      const told = await getSourceHistory(client, { source: members, fromBlock: 0n });
      await expectWhole(world, [members], [membershipSourceAbi], told);
      const { until } = await actions.getLease(client, { community, account: addressOf(0) });
      expect([...rebuildSource(told).memberships]).to.deep.equal([[addressOf(0), until]]);

      const ofReceipts = await getSourceHistory(client, { source: receipts, fromBlock: 0n });
      await expectWhole(world, [receipts], [receiptSourceAbi], ofReceipts);
      const { published, claimed, roots } = rebuildSource(ofReceipts);
      expect(published).to.deep.equal(await actions.getPublishedReceipts(client, { source: receipts }));
      for (const [holder, found] of claimed) {
        expect(found).to.deep.equal(await actions.getClaimedReceiptsOf(client, { source: receipts, holder }));
      }
      expect([...claimed.keys()]).to.deep.equal([addressOf(1)]);
      expect([...roots.keys()]).to.deep.equal([0]);
    });
  });

  // After those above: mocha runs what is nested last.
  describe("of all kinds", () => {
    it("are all tried", async () => {
      expect(await unused("sources")).to.deep.equal([]);
    });
  });
});
