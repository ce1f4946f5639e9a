import { expect } from "chai";
import { zeroAddress } from "viem";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { type Governed, createGoverned } from "../../../../test/helpers/governed.ts";
import { DAY, WAD, perform, refused, watchedActions } from "../../../../test/helpers/world.ts";
import { communityRegistryAbi } from "../../abi/communityRegistry.ts";
import { getRegistryHistory, rebuildRegistry } from "../../forks/index.ts";
import type { Community, KernelParameters } from "../index.ts";

const { actions, unused } = watchedActions();
const FORK = 0n;

describe("sdk actions: forks", () => {
  let governed: Governed;
  let parameters: KernelParameters;
  let child: Community;

  before(async () => {
    governed = await createGoverned();
    await governed.fund(governed.community.treasury, 9n * WAD);
  });

  it("proposes a fork", async () => {
    const { client, community, deployer, voter, addressOf } = governed;
    const preset = { name: "child", symbol: "CHD", referenceCurrency: "ETH", purchases: { assets: [{}] } } as const;
    const { factory } = governed.deployment;
    const from = await actions.getPresetParameters(client, { factory, preset: "blockchainProject", choices: preset });
    const childs = { ...from, halfLife: 0, cycleLength: DAY };
    const propose = {
      write: actions.proposeFork,
      simulate: actions.simulateProposeFork,
      prepare: actions.prepareProposeFork,
    };
    expect(await perform(governed, voter(0), propose, { community, parameters: childs })).to.equal(FORK);
    const outside = { ...childs, treasury: addressOf(5) };
    await refused(actions.proposeFork(voter(0), { community, parameters: outside }), "ForkParameterForbidden");
    parameters = childs;
    const heirs = { ...childs, name: "heirs" };
    const hash = await actions.proposeFork(deployer, { community, parameters: heirs });
    const proposed = await actions.waitForFork(client, { hash });
    expect(proposed).to.deep.include({ fork: 1n, isRenewal: false, parameters: heirs });
    expect(await actions.getForkCount(client, { community })).to.equal(2n);
    await refused(actions.getFork(client, { community, fork: 2n }), "ForkUnknown");
  });

  it("is joined with everything, and left again", async () => {
    const { client, community, voter, addressOf, nominate } = governed;
    const join = { write: actions.joinFork, simulate: actions.simulateJoinFork, prepare: actions.prepareJoinFork };
    const at = { community, fork: FORK };
    await nominate(0, 0n, { content: `0x${"01".repeat(32)}` }, 1n);
    await refused(actions.joinFork(voter(0), at), "ForkMemberPlaced");
    await actions.withdrawBallot(voter(0), { community, election: 0n });
    await perform(governed, voter(0), join, at);
    const member = { ...at, member: addressOf(0) };
    expect(await actions.getForkMember(client, member)).to.deep.equal({
      units: 1000n,
      leased: 0n,
      contributed: 1000n,
    });
    const unjoin = {
      write: actions.unjoinFork,
      simulate: actions.simulateUnjoinFork,
      prepare: actions.prepareUnjoinFork,
    };
    await perform(governed, voter(0), unjoin, at);
    expect((await actions.getForkMember(client, member)).units).to.equal(0n);
    await actions.joinFork(voter(0), at);
    expect((await actions.getFork(client, at)).joined).to.equal(1000n);
  });

  it("is joined, left and followed by signature, once", async () => {
    const { client, community, deployer, voter, addressOf } = governed;
    const deadline = 2n ** 63n;
    const signing = { community, fork: FORK, deadline };
    expect(await actions.getForksDomain(client, { community })).to.include({ name: "Perdure Forks", version: "1" });
    const joining = await actions.signJoinFork(voter(1), signing);
    const join = {
      write: actions.joinForkBySig,
      simulate: actions.simulateJoinForkBySig,
      prepare: actions.prepareJoinForkBySig,
    };
    await perform(governed, deployer, join, { community, fork: FORK, member: joining });
    expect((await actions.getForkMember(client, { community, fork: FORK, member: addressOf(1) })).units).to.equal(
      1000n,
    );
    const unjoin = {
      write: actions.unjoinForkBySig,
      simulate: actions.simulateUnjoinForkBySig,
      prepare: actions.prepareUnjoinForkBySig,
    };
    const unjoining = await actions.signUnjoinFork(voter(1), signing);
    await perform(governed, deployer, unjoin, { community, fork: FORK, member: unjoining });
    await refused(actions.joinForkBySig(deployer, { community, fork: FORK, member: joining }), "NonceAlreadyUsed");
    const following = await actions.signFollowFork(voter(1), signing);
    const follow = {
      write: actions.followForkBySig,
      simulate: actions.simulateFollowForkBySig,
      prepare: actions.prepareFollowForkBySig,
    };
    expect(follow.prepare({ community, fork: FORK, member: following }).to).to.equal(community.forks);
    const early = { community, fork: FORK, member: following };
    await refused(
      follow.simulate(deployer, early).then(() => undefined),
      "ForkNotExecuted",
    );
    await refused(follow.write(deployer, early), "ForkNotExecuted");
    const cancel = {
      write: actions.cancelForkNonce,
      simulate: actions.simulateCancelForkNonce,
      prepare: actions.prepareCancelForkNonce,
    };
    await perform(governed, voter(1), cancel, { community, signatureNonce: following.nonce });
    const nonce = { community, signer: addressOf(1), nonce: following.nonce };
    expect(await actions.isForkNonceUsed(client, nonce)).to.equal(true);
  });

  it("loses a member who lost weight", async () => {
    const { client, community, deployer, grants, skipCycles, voter, addressOf } = governed;
    const at = { community, fork: FORK, member: addressOf(2) };
    await actions.joinFork(voter(2), at);
    await actions.revoke(deployer, { community, holder: addressOf(2), units: 10n, account: grants });
    await refused(actions.recallFromFork(deployer, at), "WeightsNotRecallableYet");
    await skipCycles(2);
    const recall = {
      write: actions.recallFromFork,
      simulate: actions.simulateRecallFromFork,
      prepare: actions.prepareRecallFromFork,
    };
    await perform(governed, deployer, recall, at);
    expect((await actions.getFork(client, at)).joined).to.equal(1000n);
  });

  it("founds the child once it has filled its bucket", async () => {
    const { client, community, deployer, skipCycles } = governed;
    const at = { community, fork: FORK };
    await skipCycles(2);
    const advance = {
      write: actions.advanceFork,
      simulate: actions.simulateAdvanceFork,
      prepare: actions.prepareAdvanceFork,
    };
    await perform(governed, deployer, advance, { ...at, maxCycles: 1 });
    await actions.advanceFork(deployer, at);
    expect(await actions.getFork(client, at)).to.deep.include({ stage: "proposed", child: undefined, isReady: true });
    const other = { ...parameters, symbol: "NOT" };
    await refused(actions.executeFork(deployer, { ...at, parameters: other }), "ForkParametersMismatch");
    const execute = {
      write: actions.executeFork,
      simulate: actions.simulateExecuteFork,
      prepare: actions.prepareExecuteFork,
    };
    const foreseen = await actions.simulateExecuteFork(deployer, { ...at, parameters });
    const kernel = await perform(governed, deployer, execute, { ...at, parameters, assets: [zeroAddress] });
    expect(kernel).to.equal(foreseen.result);
    const fork = await actions.getFork(client, at);
    expect(fork).to.deep.include({ stage: "executed", child: kernel, isSuccessor: false });
    child = await actions.getCommunity(client, { kernel: foreseen.result });
    expect(await client.getBalance({ address: child.treasury })).to.equal(3n * WAD);
    expect(await actions.getParent(client, { community: child })).to.equal(community.kernel);
    const { registry } = community;
    expect(await actions.getParentOf(client, { registry, kernel: child.kernel })).to.equal(community.kernel);
    expect(await actions.getSuccessorOf(client, { registry, kernel: community.kernel })).to.equal(undefined);
  });

  it("takes its members and what they gave along", async () => {
    const { client, community, deployer, voter, addressOf } = governed;
    const at = { community, fork: FORK };
    const arrive = {
      write: actions.arriveByFork,
      simulate: actions.simulateArriveByFork,
      prepare: actions.prepareArriveByFork,
    };
    await perform(governed, deployer, arrive, { ...at, member: addressOf(0) });
    const account = { community: child, account: addressOf(0) };
    expect(await actions.getAccount(client, account)).to.deep.equal({ units: 1000n, placed: 0n, contributed: 1000n });
    expect(await actions.getUnits(client, { community, account: addressOf(0) })).to.equal(0n);
    await refused(actions.arriveByFork(deployer, { ...at, member: addressOf(0) }), "ForkMemberAbsent");

    const follow = {
      write: actions.followFork,
      simulate: actions.simulateFollowFork,
      prepare: actions.prepareFollowFork,
    };
    await perform(governed, voter(1), follow, at);
    expect(await actions.getClaimable(client, at)).to.equal(3n * WAD);
    const claim = {
      write: actions.claimFromFork,
      simulate: actions.simulateClaimFromFork,
      prepare: actions.prepareClaimFromFork,
    };
    expect(await perform(governed, deployer, claim, at)).to.equal(3n * WAD);
    expect(await client.getBalance({ address: child.treasury })).to.equal(6n * WAD);
    await governed.skipCycles(40);
    await refused(actions.followFork(voter(2), at), "ForkClosed");
  });

  it("names the child after most have moved", async () => {
    const { client, community, deployer, skipCycles, voter } = governed;
    const at = { community, fork: 1n };
    const heirs = { ...parameters, name: "heirs" };
    const early = await refused(actions.executeFork(deployer, { ...at, parameters: heirs }), "ForkNotReady");
    expect(early.args.slice(0, 2)).to.deep.equal([1n, 0n]);
    await actions.joinFork(voter(2), at);
    await skipCycles(2);
    const hash = await actions.executeFork(deployer, { ...at, parameters: heirs });
    const { isSuccessor, child: kernel } = await actions.waitForChild(client, { hash });
    expect(isSuccessor).to.equal(true);
    const { registry } = community;
    expect(await actions.getSuccessorOf(client, { registry, kernel: community.kernel })).to.equal(kernel);
    expect(await actions.getKernelOf(client, { registry, name: "test-community" })).to.equal(kernel);
  });

  it("is told by the registry's history", async () => {
    const { client, community, deployment } = governed;
    const { registry } = deployment;
    const events = await getRegistryHistory(client, { registry, fromBlock: 0n });
    await expectWhole(governed, [registry], [communityRegistryAbi], events);
    const { kernels, parents, successors } = rebuildRegistry(events);
    for (const [name, kernel] of kernels) {
      expect(kernel).to.equal(await actions.getKernelOf(client, { registry, name }));
    }
    for (const [child, parent] of parents) {
      expect(parent).to.equal(await actions.getParentOf(client, { registry, kernel: child }));
    }
    const { kernel } = community;
    expect(successors.get(kernel)).to.equal(await actions.getSuccessorOf(client, { registry, kernel }));
    expect(successors.get(kernel)).to.equal(kernels.get("test-community"));
  });

  it("has no action that is not tested", async () => {
    expect(await unused("forks")).to.deep.equal([]);
  });
});
