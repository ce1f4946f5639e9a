import { expect } from "chai";
import {
  type Address,
  type Hex,
  encodeAbiParameters,
  getAddress,
  keccak256,
  parseAbiParameters,
  toHex,
  zeroHash,
} from "viem";
import { deployArtifact } from "../../../../scripts/lib/deploy.ts";
import { readArtifact } from "../../../../scripts/lib/artifacts.ts";
import { openInbox } from "../../../../test/helpers/reporting.ts";
import { DAY, type World, createWorld, perform, refused, watchedActions } from "../../../../test/helpers/world.ts";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { identityRegistryAbi } from "../../abi/identityRegistry.ts";
import { getIdentityHistory, rebuildIdentities } from "../../identity/index.ts";
import type { Community } from "../index.ts";

const provider = keccak256(toHex("discourse:forum.example.org"));
const ATTESTATIONS = parseAbiParameters([
  "Attestation[] attestations",
  "struct Attestation { bytes32 provider; bytes32 subject; address account; uint8 quality; bool revoked; }",
]);
const subjectOf = (i: number): Hex => keccak256(toHex(String(i)));

describe("sdk actions: identity", () => {
  const { actions, unused } = watchedActions();
  let world: World;
  let identities: Address;
  let community: Community;
  let operators: Awaited<ReturnType<typeof openInbox>>;
  let feed: Hex;
  let deadline: bigint;
  const addressOf = (i: number): Address => getAddress(world.voter(i).account.address);
  const attest = async (subject: number, account: number) => {
    const said = { provider, subject: subjectOf(subject), account: addressOf(account), quality: 3, revoked: false };
    expect(await operators.report(feed, encodeAbiParameters(ATTESTATIONS, [[said]]))).to.equal(true);
  };

  before(async () => {
    world = await createWorld();
    const { client, deployer, deployment, found, put, treasury } = world;
    const artifact = await readArtifact("contracts/members/IdentityRegistry.sol");
    const libraries = { TypedDataLib: deployment.contracts.TypedDataLib.address };
    ({ address: identities } = await deployArtifact(deployer, artifact, { args: [10 * DAY, provider, 2], libraries }));
    const { address: implementation } = await put("contracts/test/GrantSource.sol", "GrantSource");
    community = await found({ gate: identities, sources: [{ implementation, configuration: "0x" }] });
    await world.become(treasury.account.address);
    operators = await openInbox(world, community);
    feed = await operators.feedOf("people", identities);
    deadline = (await client.getBlock()).timestamp + 3600n;
  });

  it("serve a community, and believe the feed that its treasury names", async () => {
    const { client, deployer, treasury } = world;
    expect(await actions.getServedKernel(client, { identities })).to.equal(undefined);
    const serving = {
      write: actions.serveCommunity,
      simulate: actions.simulateServeCommunity,
      prepare: actions.prepareServeCommunity,
    };
    await refused(
      actions.serveCommunity(treasury, { identities, kernel: community.kernel }),
      "RegistryCallerNotFounder",
    );
    await perform(world, deployer, serving, { identities, kernel: community.kernel });
    expect(await actions.getServedKernel(client, { identities })).to.equal(community.kernel);

    expect(await actions.getIdentityFeed(client, { identities })).to.equal(undefined);
    const naming = {
      write: actions.setIdentityFeed,
      simulate: actions.simulateSetIdentityFeed,
      prepare: actions.prepareSetIdentityFeed,
    };
    const named = { inbox: getAddress(operators.inbox), feed };
    await refused(actions.setIdentityFeed(deployer, { identities, ...named }), "RegistryCallerNotTreasury");
    await perform(world, treasury, naming, { identities, ...named });
    expect(await actions.getIdentityFeed(client, { identities })).to.deep.equal(named);

    expect(await actions.getUndoPeriod(client, { identities })).to.equal(10 * DAY);
    const setting = {
      write: actions.setIdentityParameter,
      simulate: actions.simulateSetIdentityParameter,
      prepare: actions.prepareSetIdentityParameter,
    };
    await perform(world, treasury, setting, { identities, name: "quality", value: 3n });
    expect(await actions.getPersonhood(client, { identities })).to.deep.equal({ provider, quality: 3 });
    const bounds = await actions.getIdentityParameterBounds(client, { identities, name: "quality" });
    expect(bounds).to.deep.equal({ least: 1n, most: 3n });
    expect(await actions.getIdentitiesDomain(client, { identities })).to.deep.equal({
      name: "Perdure Identities",
      version: "1",
      chainId: community.chainId,
      verifyingContract: getAddress(identities),
    });
  });

  it("link whom a provider attests and who says so, too", async () => {
    const { client, deployer, voter } = world;
    const alices = { identities, provider, subject: subjectOf(0) };
    expect(await actions.getObstacle(client, alices)).to.equal("notAttested");
    await attest(0, 0);
    expect(await actions.getObstacle(client, alices)).to.equal("notSigned");
    const linking = {
      write: actions.linkSubject,
      simulate: actions.simulateLinkSubject,
      prepare: actions.prepareLinkSubject,
    };
    await perform(world, voter(0), linking, { ...alices, by: addressOf(0) });
    expect(await actions.getLinkedAccount(client, alices)).to.equal(addressOf(0));
    expect(await actions.getPrimary(client, { identities, account: addressOf(0) })).to.equal(addressOf(0));
    expect(await actions.getClaim(client, { identities, account: addressOf(0), provider })).to.equal(alices.subject);
    expect(await actions.getSubject(client, alices)).to.deep.include({
      holder: addressOf(0),
      attested: addressOf(0),
      quality: 3,
      linked: true,
    });

    const bobs = { identities, provider, subject: subjectOf(1) };
    const by = await actions.signLink(voter(1), { ...bobs, deadline });
    await perform(world, deployer, linking, { ...bobs, by });
    const spent = { identities, signer: addressOf(1), nonce: by.nonce };
    expect(await actions.isIdentityNonceUsed(client, spent)).to.equal(true);
    expect(await actions.getPrimary(client, { identities, account: addressOf(1) })).to.equal(undefined);
    expect(await actions.getLinkedAccount(client, bobs)).to.equal(undefined);
    await attest(1, 1);
    expect(await actions.getLinkedAccount(client, bobs)).to.equal(addressOf(1));
  });

  it("merge what two accounts sign, and undo it", async () => {
    const { client, deployer, voter } = world;
    const both = { identities, primary: addressOf(0), secondary: addressOf(1), deadline };
    const [primary, secondary] = [await actions.signMerge(voter(0), both), await actions.signMerge(voter(1), both)];
    const merging = {
      write: actions.mergeIdentities,
      simulate: actions.simulateMergeIdentities,
      prepare: actions.prepareMergeIdentities,
    };
    await perform(world, deployer, merging, { identities, primary, secondary });
    const bob = { identities, account: addressOf(1) };
    expect(await actions.getMerge(client, bob)).to.deep.include({ into: addressOf(0), signed: true, byOffice: false });
    expect(await actions.getRoot(client, bob)).to.equal(addressOf(0));
    expect(await actions.isLinkFinal(client, bob)).to.equal(false);

    // Bob's subject names Carol, who is somebody else until the merge is undone.
    const bobs = { identities, provider, subject: subjectOf(1) };
    await actions.linkSubject(voter(2), { ...bobs, by: addressOf(2) });
    await attest(1, 2);
    expect(await actions.getObstacle(client, bobs)).to.equal("otherPerson");
    const error = await refused(actions.settleSubject(deployer, bobs), "SubjectNotLinkable");
    expect(error.shortMessage).to.contain("obstacle 5");
    const undoing = {
      write: actions.undoMerge,
      simulate: actions.simulateUndoMerge,
      prepare: actions.prepareUndoMerge,
    };
    const by = await actions.signUndo(voter(1), { identities, secondary: addressOf(1), deadline });
    await perform(world, deployer, undoing, { identities, secondary: addressOf(1), by });
    expect(await actions.getMerge(client, bob)).to.equal(undefined);
    const settling = {
      write: actions.settleSubject,
      simulate: actions.simulateSettleSubject,
      prepare: actions.prepareSettleSubject,
    };
    await perform(world, deployer, settling, bobs);
    expect(await actions.getLinkedAccount(client, bobs)).to.equal(addressOf(2));
    expect(await actions.getObstacle(client, bobs)).to.equal("linkedAlready");
  });

  it("merge by office, change who is primary, and take links back", async () => {
    const { client, deployer, treasury, voter } = world;
    const office = {
      write: actions.mergeByOffice,
      simulate: actions.simulateMergeByOffice,
      prepare: actions.prepareMergeByOffice,
    };
    await perform(world, treasury, office, { identities, primary: addressOf(0), secondary: addressOf(2) });
    const raising = {
      write: actions.setPrimary,
      simulate: actions.simulateSetPrimary,
      prepare: actions.prepareSetPrimary,
    };
    const by = await actions.signSetPrimary(voter(0), { identities, primary: addressOf(2), deadline });
    await perform(world, deployer, raising, { identities, primary: addressOf(2), by });
    expect(await actions.getPrimary(client, { identities, account: addressOf(0) })).to.equal(addressOf(2));

    const unlinking = {
      write: actions.unlinkSubject,
      simulate: actions.simulateUnlinkSubject,
      prepare: actions.prepareUnlinkSubject,
    };
    const back = await actions.signUnlink(voter(2), { identities, provider, deadline });
    await perform(world, deployer, unlinking, { identities, provider, by: back });
    expect(await actions.getClaim(client, { identities, account: addressOf(2), provider })).to.equal(undefined);

    const cancelling = {
      write: actions.cancelIdentityNonce,
      simulate: actions.simulateCancelIdentityNonce,
      prepare: actions.prepareCancelIdentityNonce,
    };
    await perform(world, voter(2), cancelling, { identities, signatureNonce: 7n });
    const used = { identities, signer: addressOf(2), nonce: 7n };
    expect(await actions.isIdentityNonceUsed(client, used)).to.equal(true);
  });

  it("are told by their history, which adds up to links, merges and persons", async () => {
    const { client, deployer, voter } = world;
    const unnamed = { provider, subject: zeroHash, account: addressOf(3), quality: 3, revoked: false };
    expect(await operators.report(feed, encodeAbiParameters(ATTESTATIONS, [[unnamed]]))).to.equal(true);
    const both = { identities, primary: addressOf(2), secondary: addressOf(0), deadline };
    const [primary, secondary] = [await actions.signMerge(voter(2), both), await actions.signMerge(voter(0), both)];
    await actions.mergeIdentities(deployer, { identities, primary, secondary });
    const events = await getIdentityHistory(client, { identities, fromBlock: 0n });
    await expectWhole(world, [identities], [identityRegistryAbi], events, ["NonceUsed"]);

    const found = rebuildIdentities(events);
    expect(found.kernel).to.equal(community.kernel);
    expect(found.feed).to.deep.equal(await actions.getIdentityFeed(client, { identities }));
    expect(found.personhood).to.deep.equal(await actions.getPersonhood(client, { identities }));
    for (const i of [0, 1, 2, 3]) {
      const account = addressOf(i);
      expect(found.rootOf(account)).to.equal(await actions.getRoot(client, { identities, account }));
      expect(found.primaryOf(account)).to.equal(await actions.getPrimary(client, { identities, account }));
      const claim = await actions.getClaim(client, { identities, account, provider });
      expect(found.claims.get(account)?.get(provider)).to.equal(claim);
      const merge = await actions.getMerge(client, { identities, account });
      const { into, signed, byOffice } = merge ?? {};
      expect(found.merges.get(account)).to.deep.equal(merge && { into, signed, byOffice });
    }
    for (const i of [0, 1]) {
      const { sequence, ...told } = await actions.getSubject(client, { identities, provider, subject: subjectOf(i) });
      expect(sequence).to.be.greaterThan(0);
      expect(found.subjects.get(provider)?.get(subjectOf(i))).to.deep.equal(told);
    }
    expect(found.merges.get(addressOf(0))).to.deep.equal({ into: addressOf(2), signed: true, byOffice: true });
    expect(found.primaryOf(addressOf(0))).to.equal(undefined);
    const linked = rebuildIdentities(
      events.slice(0, events.findLastIndex((one) => one.eventName === "PrimaryChanged") + 1),
    );
    expect(linked.primaryOf(addressOf(0))).to.equal(addressOf(2));
  });

  it("are all tried", async () => {
    expect(await unused("identity")).to.deep.equal([]);
  });
});
