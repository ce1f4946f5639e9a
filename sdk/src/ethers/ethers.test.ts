import { expect } from "chai";
import { zeroAddress } from "viem";
import { OFFICE, type World, createWorld } from "../../../test/helpers/world.ts";
import { type Community, encodePurchaseConfiguration } from "../actions/index.ts";
import { InvalidAddressError } from "../errors/index.ts";
import {
  getCommunityFactory,
  getCommunityRegistry,
  getConstitution,
  getElections,
  getForks,
  getKernel,
  getOffices,
  getPurchaseSource,
  getTreasury,
  getWeights,
} from "./index.ts";

describe("sdk ethers", () => {
  let world: World;
  let community: Community;
  const configuration = encodePurchaseConfiguration({ assets: [{}] });

  before(async () => {
    world = await createWorld();
    const implementation = world.deployment.contracts.PurchaseSource.address;
    community = await world.found({ halfLife: 0, sources: [{ implementation, configuration }], offices: [OFFICE] });
  });

  it("reads and writes through typed contracts", async () => {
    const { ethers } = world.connection;
    const { provider } = ethers;
    const [, , alice] = await ethers.getSigners();
    if (alice === undefined) throw new Error("the local chain has no accounts");
    const kernel = getKernel(community.kernel, provider);
    expect(await kernel.elections()).to.equal(community.elections);
    expect(await getCommunityFactory(world.deployment.factory, provider).registry()).to.equal(community.registry);
    expect(await getCommunityRegistry(community.registry, provider).isCommunity(community.kernel)).to.equal(true);

    const source = getPurchaseSource(community.purchaseSource ?? "", alice);
    const zero = `0x${"00".repeat(20)}`;
    await (await source.purchase(zero, 10n ** 18n, alice.address, 0n, { value: 10n ** 18n })).wait();
    expect((await getWeights(community.weights, provider).accountOf(alice.address)).units).to.equal(10n ** 9n);

    const elections = getElections(community.elections, alice);
    const consent = { signer: zero, nonce: 0n, deadline: 0n, signature: "0x" };
    const nomination = { nominee: alice.address, content: `0x${"00".repeat(32)}`, uri: "", clauses: "0x", consent };
    const placement = { candidacy: 0n, against: false, permanent: 5n, leased: 0n };
    await (await elections.nominate(1n, nomination, [placement], [], [])).wait();
    const [standing] = await elections.standing(1n);
    expect(standing?.owner).to.equal(alice.address);
    const [nominated] = await elections.queryFilter(elections.filters.Nominated());
    expect(nominated?.args.candidacy).to.equal(1n);
  });

  it("knows documents, offices, treasuries and forks", async () => {
    const { provider } = world.connection.ethers;
    const sources = [{ implementation: world.deployment.contracts.PurchaseSource.address, configuration }] as const;
    const own = await world.found({ name: "governed", treasury: zeroAddress, sources });
    expect((await getConstitution(own.constitution, provider).lawOf(0n)).depth).to.equal(1n);
    const [, name, version] = await getOffices(own.offices, provider).eip712Domain();
    expect([name, version]).to.deep.equal(["Perdure Offices", "1"]);
    expect(await getTreasury(own.treasury, provider).isExecuting()).to.equal(false);
    expect(await getTreasury(own.treasury, provider).kernel()).to.equal(own.kernel);
    expect(await getForks(own.forks, provider).count()).to.equal(0n);
  });

  it("refuses what is no address", () => {
    expect(() => getElections("0x12")).to.throw(InvalidAddressError);
  });
});
