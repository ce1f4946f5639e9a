import { expect } from "chai";
import { type Address, getAddress, keccak256, toHex, zeroHash } from "viem";
import { type World, createWorld, failure, perform, watchedActions } from "../../../../test/helpers/world.ts";
import { deployArtifact } from "../../../../scripts/lib/deploy.ts";
import { readArtifact } from "../../../../scripts/lib/artifacts.ts";
import { ContractRevertError } from "../../errors/index.ts";

const TOPIC = keccak256(toHex("topic/7"));

describe("sdk revenue shares", () => {
  const { actions, unused } = watchedActions();
  let world: World;
  let revenue: Address;

  before(async () => {
    world = await createWorld();
    const treasury = world.voter(0);
    const artifact = await readArtifact("contracts/revenue/RevenueShares.sol");
    ({ address: revenue } = await deployArtifact(treasury, artifact, { args: [treasury.account.address] }));
  });

  it("are set by managers, read, and picked from", async () => {
    const { client, voter } = world;
    const manager = voter(1).account.address;
    const {
      setRevenueManager: write,
      simulateSetRevenueManager: simulate,
      prepareSetRevenueManager: prepare,
    } = actions;
    await perform(world, voter(0), { write, simulate, prepare }, { revenue, manager, allowed: true });
    expect(await actions.isRevenueManager(client, { revenue, account: manager })).to.equal(true);

    const site = { revenue, key: zeroHash, shares: [{ pointer: "$site.example", weight: 1n }] };
    const setting = {
      write: actions.setShares,
      simulate: actions.simulateSetShares,
      prepare: actions.prepareSetShares,
    };
    await perform(world, voter(1), setting, site);
    const split = [
      { pointer: "$author.example/ada", weight: 1n },
      { key: zeroHash, weight: 1n },
    ];
    await actions.setShares(voter(1), { revenue, key: TOPIC, shares: split });
    expect(await actions.getShares(client, { revenue, key: TOPIC })).to.deep.equal(split);

    const random = Array.from({ length: 8 }, (_, i) => BigInt(keccak256(toHex(i))));
    const picks = random.map((number) => actions.pickPointer(client, { revenue, key: TOPIC, random: number }));
    expect(new Set(await Promise.all(picks))).to.deep.equal(new Set(["$author.example/ada", "$site.example"]));
  });

  it("say in their own words what they refuse", async () => {
    const { client, voter } = world;
    const chainId = await client.getChainId();
    const stranger = voter(2);
    const error = await failure(
      actions.simulateSetShares(stranger, { revenue: { address: revenue, chainId }, key: TOPIC, shares: [] }),
    );
    expect(error).to.be.instanceOf(ContractRevertError).and.to.have.property("errorName", "RevenueCallerNotManager");
    expect(error).to.have.property("shortMessage").that.contains(getAddress(stranger.account.address));
  });

  it("are all tried", async () => {
    expect(await unused("revenue")).to.deep.equal([]);
  });
});
