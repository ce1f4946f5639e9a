import { expect } from "chai";
import { type Address, getAddress, keccak256, toHex, zeroHash } from "viem";
import { type World, createWorld, failure, perform, watchedActions } from "../../../../test/helpers/world.ts";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { revenueSharesAbi } from "../../abi/revenueShares.ts";
import { getRevenueHistory, rebuildRevenue } from "../../revenue/index.ts";
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

  it("are told by their history, as they are and as they were", async () => {
    const { client, voter } = world;
    await actions.setRevenueManager(voter(0), { revenue, manager: voter(3).account.address, allowed: true });
    await actions.setRevenueManager(voter(0), { revenue, manager: voter(3).account.address, allowed: false });
    const once = [{ pointer: "$gone.example", weight: 3n }];
    const key = keccak256(toHex("topic/8"));
    await actions.setShares(voter(1), { revenue, key, shares: once });
    await actions.setShares(voter(1), { revenue, key, shares: [] });
    const events = await getRevenueHistory(client, { revenue, fromBlock: 0n });
    await expectWhole(world, [revenue], [revenueSharesAbi], events);
    const { shares, managers } = rebuildRevenue(events);
    expect([...managers]).to.deep.equal([getAddress(voter(1).account.address)]);
    expect([...shares.keys()]).to.deep.equal([zeroHash, TOPIC]);
    for (const [of, found] of shares) {
      expect(found).to.deep.equal(await actions.getShares(client, { revenue, key: of }));
    }
    expect(rebuildRevenue(events.slice(0, -1)).shares.get(key)).to.deep.equal(once);
  });

  it("are all tried", async () => {
    expect(await unused("revenue")).to.deep.equal([]);
  });
});
