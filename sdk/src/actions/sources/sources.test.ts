import { expect } from "chai";
import { type Address, encodeAbiParameters, getAddress, keccak256, parseAbiParameters, zeroAddress } from "viem";
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
import {
  encodeContributorConfiguration,
  encodeMembershipConfiguration,
  encodePatronConfiguration,
  encodeReceiptConfiguration,
} from "../../sources/index.ts";
import type { Community, FoundersChoices, Preset } from "../index.ts";

const { actions, unused } = watchedActions();
const BOUNDS = { baseWeight: GWEI, share: WAD / 2n };
const EPOCHS = { epochLength: DAY, mostValue: 100n * GWEI };
const MEMBERS = { value: GWEI, cycles: 10 };
const MOST_REPORTED = 5n * GWEI;

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
    let patrons: Address;
    let contributors: Address;
    before(async () => {
      const community = await found("openSourceCooperative", {
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
  });

  describe("of members and receipts", () => {
    let community: Community;
    let members: Address;
    let receipts: Address;
    before(async () => {
      const gate = await world.put("contracts/test/ListGate.sol", "ListGate");
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
  });

  // After those above: mocha runs what is nested last.
  describe("of all kinds", () => {
    it("are all tried", async () => {
      expect(await unused("sources")).to.deep.equal([]);
    });
  });
});
