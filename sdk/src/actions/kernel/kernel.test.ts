import { expect } from "chai";
import { getAddress, zeroAddress } from "viem";
import {
  DAY,
  OFFICE,
  WAD,
  type World,
  createWorld,
  failure,
  perform,
  refused,
  watchedActions,
} from "../../../../test/helpers/world.ts";
import { ContractNotFoundError, CommunityUnknownError, InvalidAddressError } from "../../errors/index.ts";
import type { Community, FoundersChoices, KernelParametersInput } from "../index.ts";

const { actions, unused } = watchedActions();

describe("sdk actions: kernel", () => {
  let world: World;
  let community: Community;
  let choices: FoundersChoices;

  before(async () => {
    world = await createWorld();
    const { client, deployer, deployment, treasury } = world;
    choices = {
      name: "blocks",
      symbol: "BLK",
      daoURI: "ipfs://dao",
      referenceCurrency: "ETH",
      treasury: treasury.account.address,
      purchases: { assets: [{}] },
      offices: [OFFICE],
    };
    const { factory } = deployment;
    const hash = await actions.createCommunityFromPreset(deployer, { factory, preset: "blockchainProject", choices });
    community = await actions.waitForCommunity(client, { hash });
  });

  it("reads everything that a kernel says", async () => {
    const { client, deployment, treasury } = world;
    const at = { community };
    expect(await actions.getCommunityName(client, at)).to.equal("blocks");
    expect(await actions.getCommunitySymbol(client, at)).to.equal("BLK");
    expect(await actions.getReferenceCurrency(client, at)).to.equal("ETH");
    expect(await actions.getDaoUri(client, at)).to.equal("ipfs://dao");
    expect(await actions.getWeightsAddress(client, at)).to.equal(community.weights);
    expect(await actions.getElectionsAddress(client, at)).to.equal(community.elections);
    expect(await actions.getConstitutionAddress(client, at)).to.equal(community.constitution);
    expect(await actions.getOfficesAddress(client, at)).to.equal(community.offices);
    expect(await actions.getForksAddress(client, at)).to.equal(community.forks);
    expect(await actions.getFactory(client, at)).to.equal(getAddress(deployment.factory));
    expect(await actions.getParent(client, at)).to.equal(undefined);
    expect(await actions.getSources(client, at)).to.deep.equal([community.purchaseSource]);
    expect(await actions.getTreasury(client, at)).to.equal(getAddress(treasury.account.address));
    expect(await actions.getGate(client, at)).to.equal(undefined);
    expect(await actions.getRegistryOf(client, at)).to.equal(community.registry);
    expect(await actions.getHalfLife(client, at)).to.equal(365 * DAY);
    expect(await actions.getCycleLength(client, at)).to.equal(7 * DAY);
    expect(await actions.getScaling(client, at)).to.equal("linear");
    expect(await actions.getEnactmentDelay(client, at)).to.equal(28 * DAY);
    expect((await actions.getForkTerms(client, at)).threshold).to.equal(WAD / 10n);
    expect(await actions.getLeastFills(client, at)).to.deep.equal({ nomination: 0n, stabilization: WAD / 10n });
    const { timestamp } = await client.getBlock();
    expect(await actions.getKernelClock(client, at)).to.equal(Number(timestamp));
    expect(await actions.getKernelClockMode(client, at)).to.equal("mode=timestamp");
    const genesisAt = await actions.getGenesisAt(client, at);
    expect(await actions.getTerms(client, { community: community.kernel })).to.deep.equal({
      genesisAt,
      halfLife: 365 * DAY,
      cycleLength: 7 * DAY,
      scaling: "linear",
    });
  });

  it("reads as of a block of the past", async () => {
    const { client, deployment } = world;
    const blockNumber = deployment.startBlock;
    const error = await failure(actions.getHalfLife(client, { community, blockNumber }));
    expect(error).to.be.instanceOf(ContractNotFoundError);
  });

  it("finds a community by name and by kernel", async () => {
    const { client, deployment } = world;
    const { registry, factory } = deployment;
    expect(await actions.getFactoryRegistry(client, { factory })).to.equal(registry);
    expect(await actions.getKernelOf(client, { registry, name: "blocks" })).to.equal(community.kernel);
    expect(await actions.getKernelOf(client, { registry, name: "none" })).to.equal(undefined);
    expect(await actions.isCommunity(client, { registry, kernel: community.kernel })).to.equal(true);
    expect(await actions.isCommunity(client, { registry, kernel: factory })).to.equal(false);
    expect(await actions.getCommunity(client, { registry, name: "blocks" })).to.deep.equal(community);
    expect(await actions.getCommunity(client, { kernel: community.kernel })).to.deep.equal(community);
  });

  it("says plainly that there is no such community", async () => {
    const { client, deployment } = world;
    const { registry } = deployment;
    const unknown = await failure(actions.getCommunity(client, { registry, name: "none" }));
    expect(unknown).to.be.instanceOf(CommunityUnknownError);
    const other = await failure(actions.getCommunity(client, { kernel: community.weights }));
    expect(other).to.be.instanceOf(ContractNotFoundError);
    const nobody = await failure(actions.getCommunity(client, { kernel: zeroAddress }));
    expect(nobody).to.be.instanceOf(ContractNotFoundError);
    const noAddress = await failure(actions.getCommunity(client, { kernel: "0x12" }));
    expect(noAddress).to.be.instanceOf(InvalidAddressError).and.to.have.property("parameter", "kernel");
  });

  it("founds from a preset, and from what the preset comes to", async () => {
    const { client, deployer, deployment } = world;
    const { factory } = deployment;
    const preset = "blockchainProject";
    const parameters = await actions.getPresetParameters(client, { factory, preset, choices });
    expect(parameters).to.include({ name: "blocks", scaling: "linear", rootMethod: "resource", gate: zeroAddress });
    expect(parameters.offices).to.deep.equal([{ ...OFFICE, parentElection: 0n, parentDocument: 0 }]);

    const fromPreset = {
      write: actions.createCommunityFromPreset,
      simulate: actions.simulateCreateCommunityFromPreset,
      prepare: actions.prepareCreateCommunityFromPreset,
    };
    const other = { ...choices, name: "others" };
    const kernel = await perform(world, deployer, fromPreset, { factory, preset, choices: other });
    const { registry } = deployment;
    expect(await actions.getKernelOf(client, { registry, name: "others" })).to.equal(kernel);
    const founder = deployer.account.address;
    const predicted = await actions.predictCommunity(client, { factory, founder, name: "others", sources: 1 });
    const founded = await actions.getCommunity(client, { registry, name: "others" });
    const { weights, elections, constitution, offices, forks, sources } = founded;
    expect(predicted).to.deep.include({ kernel, weights, elections, constitution, offices, forks, sources });
    const explicit = {
      write: actions.createCommunity,
      simulate: actions.simulateCreateCommunity,
      prepare: actions.prepareCreateCommunity,
    };
    await perform(world, deployer, explicit, { factory, parameters: { ...parameters, name: "third" } });
    const taken = await refused(actions.createCommunity(deployer, { factory, parameters }), "RegistryNameTaken");
    expect(taken.args).to.deep.equal(["blocks", community.kernel]);
    expect(taken.shortMessage).to.equal(`The name "blocks" belongs to ${community.kernel}. Choose another.`);
  });

  it("tells whether other parameters may be, and whether they are the same", async () => {
    const { client, deployment } = world;
    const { factory, registry } = deployment;
    const preset = "blockchainProject";
    const parameters = await actions.getPresetParameters(client, { factory, preset, choices });
    const at = { community, parameters: { ...parameters, name: "renewed" } };
    expect(await actions.hashParameters(client, at)).to.equal(await actions.getParametersHash(client, { community }));
    await actions.checkParameters(client, at);
    const wrong = { ...parameters, cycleLength: 1 };
    const refusal = await refused(
      actions.checkParameters(client, { community, parameters: wrong }),
      "KernelParameterOutOfBounds",
    );
    expect(refusal.args[0]).to.equal("cycleLength");
    expect(await actions.hashParameters(client, { community, parameters: wrong })).not.to.equal(
      await actions.getParametersHash(client, { community }),
    );
    const { kernel } = community;
    expect(await actions.getParentOf(client, { registry, kernel })).to.equal(undefined);
    expect(await actions.getSuccessorOf(client, { registry, kernel })).to.equal(undefined);
  });

  it("leaves founding a kernel and naming it to the factory", async () => {
    const { client, deployer, deployment, become } = world;
    const { factory, registry } = deployment;
    const kernel = await actions.getKernelImplementation(client, { factory });
    const name = "fourth";
    const preset = "blockchainProject";
    const parameters: KernelParametersInput = await actions.getPresetParameters(client, { factory, preset, choices });
    await refused(actions.foundKernel(deployer, { community: kernel, parameters }), "KernelCallerNotFactory");
    await refused(actions.registerCommunity(deployer, { registry, name, kernel }), "RegistryCallerNotFactory");

    const account = await become(factory);
    const found = {
      write: actions.foundKernel,
      simulate: actions.simulateFoundKernel,
      prepare: actions.prepareFoundKernel,
    };
    await perform(world, deployer, found, { community: kernel, parameters, account });
    const register = {
      write: actions.registerCommunity,
      simulate: actions.simulateRegisterCommunity,
      prepare: actions.prepareRegisterCommunity,
    };
    await perform(world, deployer, register, { registry, name, kernel, account });
    expect(await actions.getKernelOf(client, { registry, name })).to.equal(kernel);
  });

  it("has no action that is not tested", async () => {
    expect(await unused("kernel")).to.deep.equal([]);
  });
});
