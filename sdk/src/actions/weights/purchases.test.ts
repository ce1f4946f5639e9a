import { expect } from "chai";
import { type Address, parseSignature, zeroAddress } from "viem";
import {
  GWEI,
  WAD,
  type World,
  createWorld,
  failure,
  perform,
  refused,
  watchedActions,
} from "../../../../test/helpers/world.ts";
import { ContractNotFoundError, InvalidParameterError, WrongChainError } from "../../errors/index.ts";
import { type Community, encodePurchaseConfiguration } from "../index.ts";

const { actions } = watchedActions();

describe("sdk actions: purchases", () => {
  let world: World;
  let community: Community;
  let token: Awaited<ReturnType<World["put"]>>;
  let implementation: Address;
  const purchase = { write: actions.purchase, simulate: actions.simulatePurchase, prepare: actions.preparePurchase };

  before(async () => {
    world = await createWorld();
    const { deployment, found, put, send, voter } = world;
    token = await put("contracts/test/Tokens.sol", "PermitToken");
    await send(token, "mint", [voter(0).account.address, 100n * WAD]);
    implementation = deployment.contracts.PurchaseSource.address;
    const configuration = encodePurchaseConfiguration({ assets: [{}, { token: token.address }] });
    community = await found({ halfLife: 0, sources: [{ implementation, configuration }] });
  });

  it("quotes, and sells for the native coin", async () => {
    const { client, voter } = world;
    const alice = voter(0);
    const { address } = alice.account;
    const buy = { community, asset: zeroAddress, amount: 2n * WAD };
    expect(await actions.getQuote(client, buy)).to.equal(2n * GWEI);
    const units = await perform(world, alice, purchase, { ...buy, beneficiary: address, minValue: 2n * GWEI });
    expect((await actions.getAccount(client, { community, account: address })).units).to.equal(units);

    const greedy = await refused(
      actions.purchase(alice, { ...buy, beneficiary: address, minValue: 3n * GWEI }),
      "PurchaseValueTooLow",
    );
    expect(greedy.shortMessage).to.contain("worth 2000000000, less than the 3000000000");
  });

  it("sells for a token with a permit", async () => {
    const { client, voter } = world;
    const alice = voter(0);
    const { address } = alice.account;
    const source = community.purchaseSource ?? zeroAddress;
    const deadline = 2n ** 40n;
    const signature = await alice.signTypedData({
      account: alice.account,
      domain: { name: "Permit", version: "1", chainId: community.chainId, verifyingContract: token.address },
      types: {
        Permit: [
          { name: "owner", type: "address" },
          { name: "spender", type: "address" },
          { name: "value", type: "uint256" },
          { name: "nonce", type: "uint256" },
          { name: "deadline", type: "uint256" },
        ],
      },
      primaryType: "Permit",
      message: { owner: address, spender: source, value: WAD, nonce: 0n, deadline },
    });
    const withPermit = {
      write: actions.purchaseWithPermit,
      simulate: actions.simulatePurchaseWithPermit,
      prepare: actions.preparePurchaseWithPermit,
    };
    const before = await actions.getAccount(client, { community, account: address });
    const { r, s, yParity } = parseSignature(signature);
    const permit = { r, s, yParity };
    const buy = { community, asset: token.address, amount: WAD, beneficiary: address, deadline, permit };
    const units = (await perform(world, alice, withPermit, buy)) as bigint;
    const now = await actions.getAccount(client, { community, account: address });
    expect(now.units).to.equal(before.units + units);
    const error = await failure(
      actions.purchase(alice, { community, asset: token.address, amount: WAD, beneficiary: address }),
    );
    expect(error).to.have.property("name", "ContractRevertError");
  });

  it("lets merchants buy for others", async () => {
    const { client, treasury, voter } = world;
    const [shop, customer] = [voter(1), voter(2).account.address];
    const buy = { community, asset: zeroAddress, amount: WAD, beneficiary: customer };
    await refused(actions.purchase(shop, buy), "PurchasePayerNotMerchant");
    const merchant = {
      write: actions.setMerchant,
      simulate: actions.simulateSetMerchant,
      prepare: actions.prepareSetMerchant,
    };
    await perform(world, treasury, merchant, { community, merchant: shop.account.address, registered: true });
    expect(await actions.isMerchant(client, { community, account: shop.account.address })).to.equal(true);
    await perform(world, shop, purchase, buy);
    expect(await actions.getWeight(client, { community, account: customer })).to.equal(GWEI);
  });

  it("tells what is sold for, and checks what could be", async () => {
    const { client, deployer } = world;
    const assets = await actions.getAssets(client, { community });
    expect(assets.map((asset) => [asset.token, asset.decimals])).to.deep.equal([
      [zeroAddress, 18],
      [assets[1]?.token, 18],
    ]);
    expect(await actions.getSequencer(client, { community })).to.equal(undefined);
    expect(await actions.isLeasing(client, { community: community.purchaseSource ?? zeroAddress })).to.equal(false);
    const at = { community: implementation };
    expect(await actions.getSourceArguments(client, { ...at, configuration: { assets: [{}] } })).to.match(/^0x/);
    await refused(
      actions.getSourceArguments(client, { ...at, configuration: { assets: [{}, {}] } }),
      "PurchaseAssetTwice",
    );
    const note = {
      write: actions.noteCollected,
      simulate: actions.simulateNoteCollected,
      prepare: actions.prepareNoteCollected,
    };
    const noted = { ...at, treasury: community.treasury, asset: zeroAddress, amount: 5n };
    expect(await perform(world, deployer, note, noted)).to.equal(5n);
  });

  it("sends no money to where no community is", async () => {
    const { client, voter } = world;
    const alice = voter(0);
    const { address } = alice.account;
    const buy = { asset: zeroAddress, amount: WAD, beneficiary: address };
    const before = await client.getBalance({ address: implementation });
    const nobody = await failure(actions.purchase(alice, { ...buy, community: voter(3).account.address }));
    expect(nobody).to.be.instanceOf(ContractNotFoundError);
    const sourceless = { ...community, purchaseSource: undefined };
    expect(await failure(actions.purchase(alice, { ...buy, community: sourceless }))).to.be.instanceOf(
      InvalidParameterError,
    );
    const elsewhere = await failure(actions.purchase(alice, { ...buy, community: { ...community, chainId: 5 } }));
    expect(elsewhere).to.be.instanceOf(WrongChainError).and.to.include({ expected: 5, actual: 31337 });
    expect(await client.getBalance({ address: implementation })).to.equal(before);
  });
});
