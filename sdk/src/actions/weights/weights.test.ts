import { expect } from "chai";
import type { Address } from "viem";
import {
  DAY,
  GWEI,
  type World,
  createWorld,
  perform,
  refused,
  watchedActions,
} from "../../../../test/helpers/world.ts";
import type { Community } from "../index.ts";

const { actions, unused } = watchedActions();
const UINT64_MAX = 2n ** 64n - 1n;

describe("sdk actions: weights", () => {
  let world: World;
  let community: Community;
  let gate: Awaited<ReturnType<World["put"]>>;
  let grants: Address;
  let leases: Address;
  let alice: Address;
  let bob: Address;

  before(async () => {
    world = await createWorld();
    const { put, found, become, voter } = world;
    gate = await put("contracts/test/ListGate.sol", "ListGate");
    const implementations = [
      await put("contracts/test/GrantSource.sol", "GrantSource"),
      await put("contracts/test/LeaseSource.sol", "LeaseSource"),
    ];
    const sources = implementations.map(({ address }) => ({ implementation: address, configuration: "0x" }) as const);
    community = await found({ sources, gate: gate.address, scaling: "quadratic" });
    [grants, leases] = community.sources as [Address, Address];
    await become(grants);
    await become(leases);
    [alice, bob] = [voter(0).account.address, voter(1).account.address];
    await world.send(gate, "set", [alice, alice, true]);
  });

  const credit = { write: actions.credit, simulate: actions.simulateCredit, prepare: actions.prepareCredit };

  it("credits, and shows what an account holds", async () => {
    const { client, deployer } = world;
    await perform(world, deployer, credit, { community, holder: alice, value: 9n * GWEI, account: grants });
    const { timestamp } = await client.getBlock();
    const units = await actions.getUnitsFor(client, { community, value: 9n * GWEI, timestamp });
    const at = { community, account: alice };
    expect(await actions.getAccount(client, at)).to.deep.equal({ units, placed: 0n, contributed: 9n * GWEI });
    expect(await actions.getUnits(client, at)).to.equal(units);
    expect(await actions.getFreeUnits(client, at)).to.deep.equal({ permanent: units, leased: 0n });
    expect(await actions.getElectorate(client, { community })).to.equal(
      await actions.getVotesFor(client, { community, units }),
    );
    expect(await actions.getWeight(client, at)).to.equal(await actions.getTotalWeight(client, { community }));
    expect(await actions.getTotalContributed(client, { community })).to.equal(9n * GWEI);
    await refused(actions.credit(deployer, { community, holder: alice, value: 1n }), "WeightsCallerNotSource");
  });

  it("tells what values and units are worth, and when", async () => {
    const { client } = world;
    const genesisAt = await actions.getGenesisAt(client, { community });
    const timestamp = genesisAt + 365n * BigInt(DAY);
    expect(await actions.getUnitsFor(client, { community, value: 5n, timestamp })).to.equal(10n);
    expect(await actions.getWeightAt(client, { community, units: 10n, timestamp })).to.equal(5n);
    expect(await actions.getHorizon(client, { community })).to.equal(genesisAt + 40n * 365n * BigInt(DAY));
    expect(await actions.getCycleStart(client, { community, cycle: 3 })).to.equal(genesisAt + 3n * BigInt(DAY));
  });

  it("reads the history of the electorate", async () => {
    const { client, deployer, networkHelpers } = world;
    const before = await actions.getElectorate(client, { community });
    await networkHelpers.time.increaseTo(await actions.getCycleStart(client, { community, cycle: 2 }));
    await actions.credit(deployer, { community, holder: alice, value: 7n * GWEI, account: grants });
    const now = await actions.getElectorate(client, { community });
    expect(await actions.getCycle(client, { community })).to.equal(2);
    expect(await actions.getElectorateAt(client, { community, cycle: 1 })).to.equal(before);
    expect(await actions.getElectorateAt(client, { community, cycle: 2 })).to.equal(now);
    expect(await actions.getElectorateRuns(client, { community, from: 0, to: 2 })).to.deep.equal({
      runs: [{ from: 0, electorate: before }],
      end: 2,
    });
    const future = await refused(actions.getElectorateAt(client, { community, cycle: 9 }), "WeightsCycleToCome");
    expect(future.shortMessage).to.equal("Cycle 9 is still to come; 2 is running. Ask for a past one.");
  });

  it("leases", async () => {
    const { client, deployer } = world;
    const cycle = await actions.getCycle(client, { community });
    const lease = { write: actions.lease, simulate: actions.simulateLease, prepare: actions.prepareLease };
    await perform(world, deployer, lease, { community, holder: alice, units: 4n, until: cycle + 3, account: leases });
    expect(await actions.getLease(client, { community, account: alice })).to.deep.equal({
      units: 4n,
      placed: 0n,
      until: cycle + 3,
      since: cycle,
    });
  });

  it("keeps asleep what is not a person's, until it is", async () => {
    const { client, deployer, send } = world;
    const at = { community, account: bob };
    await actions.credit(deployer, { community, holder: bob, value: 100n, account: grants });
    const { units } = await actions.getDormant(client, at);
    expect(units)
      .to.equal(await actions.getUnits(client, at))
      .and.not.to.equal(0n);
    expect((await actions.getAccount(client, at)).units).to.equal(0n);

    await send(gate, "set", [bob, bob, true]);
    const sync = { write: actions.sync, simulate: actions.simulateSync, prepare: actions.prepareSync };
    await perform(world, deployer, sync, { community, holder: bob });
    expect((await actions.getAccount(client, at)).units).to.equal(units);
  });

  it("consolidates what a person has on other accounts", async () => {
    const { client, deployer, send } = world;
    const { units: before } = await actions.getAccount(client, { community, account: alice });
    const { units } = await actions.getAccount(client, { community, account: bob });
    await refused(actions.consolidate(deployer, { community, holder: alice }), "WeightsNotSecondary");
    await send(gate, "set", [bob, alice, true]);
    const consolidate = {
      write: actions.consolidate,
      simulate: actions.simulateConsolidate,
      prepare: actions.prepareConsolidate,
    };
    await perform(world, deployer, consolidate, { community, holder: bob });
    expect((await actions.getAccount(client, { community, account: alice })).units).to.equal(before + units);
  });

  it("lets modules place, overdraws, and recalls", async () => {
    const { client, deployer, networkHelpers, treasury, voter } = world;
    const module = voter(5);
    const { address } = module.account;
    const at = { community, account: alice };
    const install = {
      write: actions.installModule,
      simulate: actions.simulateInstallModule,
      prepare: actions.prepareInstallModule,
    };
    await refused(actions.installModule(deployer, { community, module: address }), "WeightsCallerNotTreasury");
    await perform(world, treasury, install, { community, module: address });
    expect(await actions.isModule(client, { community, module: address })).to.equal(true);

    const { units } = await actions.getAccount(client, at);
    const nothing = { permanent: 0n, leased: 0n, until: 0 };
    const place = {
      write: actions.placeInstead,
      simulate: actions.simulatePlaceInstead,
      prepare: actions.preparePlaceInstead,
    };
    const { until } = await actions.getLease(client, at);
    const placed = { permanent: units, leased: 1n, until: 0 };
    expect(await perform(world, module, place, { community, holder: alice, released: nothing, placed })).to.equal(
      until,
    );

    const revoke = { write: actions.revoke, simulate: actions.simulateRevoke, prepare: actions.prepareRevoke };
    expect(await actions.getOverdraft(client, at)).to.deep.equal({ permanent: 0n, leased: 0n, recallableAt: 0n });
    await perform(world, deployer, revoke, { community, holder: alice, units: 3n, account: grants });
    const { permanent, recallableAt } = await actions.getOverdraft(client, at);
    expect(permanent).to.equal(3n);
    await refused(actions.getRecallable(client, at), "WeightsNotRecallableYet");
    await networkHelpers.time.increaseTo(recallableAt);
    expect(await actions.getRecallable(client, at)).to.deep.equal({ permanent: 3n, leased: 0n });

    const retire = {
      write: actions.retireModule,
      simulate: actions.simulateRetireModule,
      prepare: actions.prepareRetireModule,
    };
    await perform(world, treasury, retire, { community, module: address });
    expect(await actions.isModule(client, { community, module: address })).to.equal(false);
  });

  it("shows weight as wallets read it", async () => {
    const { client, deployer } = world;
    const at = { community };
    expect(await actions.getWeightName(client, at)).to.equal("test-community");
    expect(await actions.getWeightSymbol(client, at)).to.equal("TEST");
    expect(await actions.getWeightDecimals(client, at)).to.equal(9);
    expect(await actions.getAllowance(client, { community, owner: alice, spender: bob })).to.equal(0n);
    expect(await actions.isLocked(client, { community, id: 1n })).to.equal(true);
    expect(await actions.isInterfaceSupported(client, { community, id: "0x01ffc9a7" })).to.equal(true);
    expect(await actions.isInterfaceSupported(client, { community, id: "0xffffffff" })).to.equal(false);
    const { timestamp } = await client.getBlock();
    expect(await actions.getWeightsClock(client, at)).to.equal(Number(timestamp));
    expect(await actions.getWeightsClockMode(client, at)).to.equal("mode=timestamp");
    expect(await actions.isSource(client, { community, source: grants })).to.equal(true);
    expect(await actions.isSource(client, { community, source: deployer.account.address })).to.equal(false);
    expect(await actions.isLeasing(client, { community: leases })).to.equal(true);
    expect(community.purchaseSource).to.equal(undefined);
    const undying = await world.found({
      name: "undying",
      halfLife: 0,
      sources: [{ implementation: grants, configuration: "0x" }],
    });
    expect(await actions.getHorizon(client, { community: undying })).to.equal(UINT64_MAX);
  });

  it("has no action that is not tested, here or with the purchases", async () => {
    const purchases = ["purchase", "purchaseWithPermit", "setMerchant", "noteCollected"];
    const reads = ["getQuote", "getAssets", "getSequencer", "getSourceArguments", "isMerchant"];
    expect(await unused("weights", [...purchases, ...reads])).to.deep.equal([]);
  });
});
