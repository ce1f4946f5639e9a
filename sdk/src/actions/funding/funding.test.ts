import { expect } from "chai";
import { type Address, getAddress, parseSignature, toFunctionSelector, zeroHash } from "viem";
import { writeContract } from "viem/actions";
import { type Rooms, createRooms } from "../../../../test/helpers/rooms.ts";
import { failure, perform, refused, watchedActions } from "../../../../test/helpers/world.ts";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { fundingPoolAbi } from "../../abi/fundingPool.ts";
import { getFundingHistory, pledgesOf, rebuildFunding } from "../../funding/index.ts";
import { ContractRevertError, InvalidParameterError } from "../../errors/index.ts";
import { chainProjects, fundingDomain } from "../../funding/index.ts";

const FOREVER = 2n ** 40n;
const PERIOD = 4;

describe("sdk funding pools", () => {
  const { actions, unused } = watchedActions();
  let rooms: Rooms;
  let commitments: Address;
  let pool: Address;
  let token: Awaited<ReturnType<Rooms["put"]>>;
  let deadline: number;

  /** Gives an account of the token, which the pool may take. */
  const endow = async (from: Rooms["deployer"]): Promise<void> => {
    await rooms.send(token, "mint", [from.account.address, 1_000_000n]);
    const { account, chain } = from;
    await writeContract(from, { ...token, functionName: "approve", args: [pool, 1_000_000n], account, chain });
  };

  before(async () => {
    rooms = await createRooms();
    const { community, treasury, put, open, openCommitments, cycle, voter, deployer } = rooms;
    commitments = await openCommitments();
    token = await put("contracts/test/Tokens.sol", "PermitToken");
    pool = await open("contracts/funding/FundingPool.sol", [community.kernel, token.address, 0, commitments]);
    for (const from of [treasury, deployer, ...[0, 1, 2, 3, 4].map(voter)]) await endow(from);
    deadline = (await cycle()) + PERIOD + 1;
  });

  it("follow a commitment, and take projects from the treasury", async () => {
    const { client, treasury, addressOf } = rooms;
    const decision = { guaranteed: [4], struck: [3], lumpSum: 500n };
    const content = await actions.getDecisionContent(client, { pool, decision });
    const parameters = { halfLife: 1, deadline, period: PERIOD };
    const options = [{ content, uri: "ipfs://decision", recurs: true }];
    await actions.openCommitment(treasury, { commitments, parameters, options });
    const schedule = {
      write: actions.scheduleRounds,
      simulate: actions.simulateScheduleRounds,
      prepare: actions.prepareScheduleRounds,
    };
    await perform(rooms, treasury, schedule, { pool, commitment: 1n });

    const register = {
      write: actions.registerProject,
      simulate: actions.simulateRegisterProject,
      prepare: actions.prepareRegisterProject,
    };
    const project = {
      pool,
      recipient: addressOf(5),
      goal: 100n,
      ceiling: 10_000n,
      team: [addressOf(3), addressOf(7)],
      uri: "ipfs://1",
    };
    expect(await perform(rooms, treasury, register, project)).to.equal(1);
    for (const i of [2, 3, 4, 5]) {
      const hash = await actions.registerProject(treasury, { ...project, team: undefined, uri: `ipfs://${i}` });
      const expected = { project: i, recipient: getAddress(addressOf(5)) };
      expect(await actions.waitForProject(client, { hash })).to.deep.equal(expected);
    }
    const retire = {
      write: actions.retireProject,
      simulate: actions.simulateRetireProject,
      prepare: actions.prepareRetireProject,
    };
    await perform(rooms, treasury, retire, { pool, project: 5 });
    expect(await actions.getProjectCount(client, { pool })).to.equal(5);
    expect(await actions.getLiveProjectCount(client, { pool })).to.equal(4);
    expect((await actions.getProject(client, { pool, project: 5 })).stage).to.equal("retired");
    expect(await actions.isOfTeam(client, { pool, project: 1, account: addressOf(3) })).to.equal(true);
    expect(await actions.getFundingToken(client, { pool })).to.equal(getAddress(token.address));
    expect(await actions.getFundingRule(client, { pool })).to.equal("priority");
    expect(await actions.getFundingPhase(client, { pool })).to.equal("open");
  });

  it("take pledges, count them with persons, and give them back", async () => {
    const { client, deployer, voter, addressOf, meet } = rooms;
    const pledging = { write: actions.pledge, simulate: actions.simulatePledge, prepare: actions.preparePledge };
    for (const i of [0, 1, 2]) {
      await perform(rooms, voter(i), pledging, { pool, project: 1, amount: 400n });
      await actions.pledge(voter(i), { pool, project: 2, amount: 900n });
    }
    await actions.pledge(voter(4), { pool, project: 1, amount: 50n });
    const of = (account: Address) => actions.getPledge(client, { pool, project: 1, account });
    expect((await of(addressOf(4))).identity).to.equal(undefined);
    await meet(4);
    const reconcile = {
      write: actions.reconcilePledge,
      simulate: actions.simulateReconcilePledge,
      prepare: actions.prepareReconcilePledge,
    };
    await perform(rooms, deployer, reconcile, { pool, project: 1, pledger: addressOf(4) });
    const four = getAddress(addressOf(4));
    expect(await of(four)).to.deep.equal({ amount: 50n, identity: four, counted: 50n });
    const extend = {
      write: actions.extendTeam,
      simulate: actions.simulateExtendTeam,
      prepare: actions.prepareExtendTeam,
    };
    await refused(actions.extendTeam(deployer, { pool, project: 1, member: addressOf(3) }), "FundingTeamUnchanged");
    await meet(7, 8);
    await perform(rooms, deployer, extend, { pool, project: 1, member: addressOf(7) });
    expect(await actions.isOfTeam(client, { pool, project: 1, account: addressOf(8) })).to.equal(true);
    const taking = { write: actions.unpledge, simulate: actions.simulateUnpledge, prepare: actions.prepareUnpledge };
    await perform(rooms, voter(4), taking, { pool, project: 1, amount: 50n, to: addressOf(4) });
    expect((await of(four)).amount).to.equal(0n);
    const error = await failure(actions.unpledge(voter(4), { pool, project: 1, amount: 1n, to: addressOf(4) }));
    expect(error)
      .to.be.instanceOf(ContractRevertError)
      .and.to.have.property("shortMessage")
      .that.contains("has pledged 0 to project 1, less than 1");

    const topUp = { write: actions.topUpPool, simulate: actions.simulateTopUpPool, prepare: actions.prepareTopUpPool };
    await perform(rooms, deployer, topUp, { pool, amount: 8_000n });
    await rooms.send(token, "mint", [pool, 11n]);
    const absorb = {
      write: actions.absorbIntoPool,
      simulate: actions.simulateAbsorbIntoPool,
      prepare: actions.prepareAbsorbIntoPool,
    };
    expect(await perform(rooms, deployer, absorb, { pool })).to.equal(11n);
    expect(await actions.getFundingAvailable(client, { pool })).to.equal(8_011n);
  });

  it("take a pledge with a permit, without an allowance", async () => {
    const { client, voter, addressOf } = rooms;
    const [six, amount] = [voter(6), 70n];
    await rooms.send(token, "mint", [addressOf(6), amount]);
    const signature = await six.signTypedData({
      account: six.account,
      domain: { name: "Permit", version: "1", chainId: await client.getChainId(), verifyingContract: token.address },
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
      message: { owner: addressOf(6), spender: pool, value: amount, nonce: 0n, deadline: FOREVER },
    });
    const withPermit = {
      write: actions.pledgeWithPermit,
      simulate: actions.simulatePledgeWithPermit,
      prepare: actions.preparePledgeWithPermit,
    };
    const { r, s, yParity } = parseSignature(signature);
    const pledge = { pool, project: 1, amount, deadline: FOREVER, permit: { r, s, yParity } };
    await perform(rooms, six, withPermit, pledge);
    expect((await actions.getPledge(client, { pool, project: 1, account: addressOf(6) })).amount).to.equal(amount);
    // A permit is good for once, and nothing else allows the pool to take any more.
    await rooms.send(token, "mint", [addressOf(6), amount]);
    const error = await failure(actions.pledgeWithPermit(six, pledge));
    const selector = toFunctionSelector("ERC20InsufficientAllowance(address,uint256,uint256)");
    expect(error).to.be.instanceOf(ContractRevertError).and.to.have.property("data").that.contains(selector);
    await actions.unpledge(six, { pool, project: 1, amount, to: addressOf(6) });
  });

  it("take weight, by voters and for those who signed", async () => {
    const { client, deployer, voter, addressOf } = rooms;
    const place = {
      write: actions.placeOnProject,
      simulate: actions.simulatePlaceOnProject,
      prepare: actions.preparePlaceOnProject,
    };
    await perform(rooms, voter(0), place, { pool, project: 1, permanent: 500n });
    await actions.placeOnProject(voter(0), { pool, project: 3, permanent: 5n, against: true });
    const on = { pool, project: 2, permanent: 90_000n };
    const placing = await actions.signPlaceOnProject(voter(1), { ...on, deadline: FOREVER });
    const placeBySig = {
      write: actions.placeOnProjectBySig,
      simulate: actions.simulatePlaceOnProjectBySig,
      prepare: actions.preparePlaceOnProjectBySig,
    };
    await perform(rooms, deployer, placeBySig, { ...on, voter: placing });
    const placement = (project: number, i: number) =>
      actions.getProjectPlacement(client, { pool, project, voter: addressOf(i) });
    expect(await placement(3, 0)).to.deep.equal({ against: true, permanent: 5n, leased: 0n, until: 0 });
    expect(await placement(2, 1)).to.deep.equal({ against: false, permanent: 90_000n, leased: 0n, until: 0 });
    await actions.placeOnProject(voter(1), { pool, project: 4, permanent: 5n });
    const leaving = await actions.signWithdrawFromProject(voter(1), { pool, project: 4, deadline: FOREVER });
    const withdrawBySig = {
      write: actions.withdrawFromProjectBySig,
      simulate: actions.simulateWithdrawFromProjectBySig,
      prepare: actions.prepareWithdrawFromProjectBySig,
    };
    await perform(rooms, deployer, withdrawBySig, { pool, project: 4, voter: leaving });
    const withdraw = {
      write: actions.withdrawFromProject,
      simulate: actions.simulateWithdrawFromProject,
      prepare: actions.prepareWithdrawFromProject,
    };
    await perform(rooms, voter(0), withdraw, { pool, project: 3 });
    const used = { pool, signer: addressOf(1), nonce: leaving.nonce };
    expect(await actions.isFundingNonceUsed(client, used)).to.equal(true);
    const cancel = {
      write: actions.cancelFundingNonce,
      simulate: actions.simulateCancelFundingNonce,
      prepare: actions.prepareCancelFundingNonce,
    };
    await perform(rooms, voter(1), cancel, { pool, signatureNonce: 7n });
    expect(await actions.isFundingNonceUsed(client, { ...used, nonce: 7n })).to.equal(true);
    expect(await actions.getFundingDomain(client, { pool })).to.deep.equal(
      fundingDomain(await client.getChainId(), getAddress(pool)),
    );
  });

  it("refresh leases, recall what is not held, and do several things at once", async () => {
    const { client, deployer, voter, addressOf, lease, cycle, revoke, skipCycles } = rooms;
    const at = { pool, project: 2 };
    const until = (await cycle()) + 20;
    await lease(2, 50n, until);
    await actions.placeOnProject(voter(2), { ...at, permanent: 10n, leased: 50n });
    await lease(2, 50n, until + 10);
    const refresh = {
      write: actions.refreshOnProject,
      simulate: actions.simulateRefreshOnProject,
      prepare: actions.prepareRefreshOnProject,
    };
    await perform(rooms, deployer, refresh, { ...at, voter: addressOf(2) });
    expect((await actions.getProjectPlacement(client, { ...at, voter: addressOf(2) })).until).to.equal(until + 10);
    await revoke(2);
    await skipCycles(2);
    const recall = {
      write: actions.recallFromProject,
      simulate: actions.simulateRecallFromProject,
      prepare: actions.prepareRecallFromProject,
    };
    await perform(rooms, deployer, recall, { ...at, voter: addressOf(2) });
    expect((await actions.getProjectPlacement(client, { ...at, voter: addressOf(2) })).permanent).to.equal(0n);
    const batch = {
      write: actions.batchInFunding,
      simulate: actions.simulateBatchInFunding,
      prepare: actions.prepareBatchInFunding,
    };
    const calls = [
      actions.preparePledge({ ...at, amount: 1n }),
      actions.prepareUnpledge({ ...at, amount: 1n, to: addressOf(3) }),
    ];
    await perform(rooms, voter(3), batch, { pool, calls });
  });

  it("are settled in the order that is worked out elsewhere, and pay", async () => {
    const { client, deployer, voter, addressOf, cycle, skipCycles } = rooms;
    const { units } = await actions.getAccount(client, { community: rooms.community, account: addressOf(3) });
    for (const i of [0, 1, 3]) {
      const permanent = i === 3 ? units : units / 2n;
      await actions.castInCommitment(voter(i), { commitments, commitment: 1n, placements: [{ option: 1, permanent }] });
    }
    await skipCycles(deadline - (await cycle()));
    expect(await actions.getFundingPhase(client, { pool })).to.equal("settling");
    const decide = {
      write: actions.decideRound,
      simulate: actions.simulateDecideRound,
      prepare: actions.prepareDecideRound,
    };
    const decision = { guaranteed: [4], struck: [3], lumpSum: 500n };
    await perform(rooms, deployer, decide, { pool, decision });
    expect(await actions.isProjectStruck(client, { pool, project: 3 })).to.equal(true);
    expect((await actions.getProject(client, { pool, project: 4 })).stage).to.equal("guaranteed");

    const round = await actions.getFundingRound(client, { pool });
    expect([round.deadline, round.pool, round.toRank]).to.deep.equal([deadline, 8_411n, 2]);
    const plan = await actions.planRound(client, { pool, scaling: "linear", page: 1 });
    expect(plan.rank).to.deep.equal([[2], [1]]);
    expect([...plan.awarded]).to.deep.equal([
      [1, 2_400n],
      [2, 5_400n],
    ]);
    expect(plan.note.map(({ projects }) => projects)).to.deep.equal([[1], [2]]);
    expect((await actions.planRound(client, { pool, scaling: "linear" })).note).to.deep.equal([]);
    const rank = {
      write: actions.rankProjects,
      simulate: actions.simulateRankProjects,
      prepare: actions.prepareRankProjects,
    };
    const [first = []] = plan.rank;
    await perform(rooms, deployer, rank, { pool, projects: first });
    expect((await actions.getRanked(client, { pool, account: deployer.account.address })).ranked).to.equal(1);
    const rerank = {
      write: actions.rerankProjects,
      simulate: actions.simulateRerankProjects,
      prepare: actions.prepareRerankProjects,
    };
    await perform(rooms, deployer, rerank, { pool });
    for (const projects of plan.rank) await actions.rankProjects(deployer, { pool, projects });
    expect(await actions.getFundingPhase(client, { pool })).to.equal("noting");
    const note = {
      write: actions.noteProjects,
      simulate: actions.simulateNoteProjects,
      prepare: actions.prepareNoteProjects,
    };
    for (const [i, page] of plan.note.entries()) {
      const left = await actions.planRound(client, { pool, scaling: "linear", page: 1 });
      expect(left.note).to.deep.equal(plan.note.slice(i));
      expect(left.awarded).to.deep.equal(new Map([...plan.awarded].filter(([id]) => i === 0 || id === 2)));
      await perform(rooms, voter(0), note, { pool, ...page });
    }
    expect(await actions.getFundingPhase(client, { pool })).to.equal("open");

    const claim = {
      write: actions.claimFunding,
      simulate: actions.simulateClaimFunding,
      prepare: actions.prepareClaimFunding,
    };
    for (const [project, awarded] of plan.awarded) {
      const { pledged } = await actions.getProject(client, { pool, project });
      const to = addressOf(5);
      expect(await perform(rooms, deployer, claim, { pool, project, to })).to.equal(pledged + awarded);
    }
  });

  it("hash lists as the pool does", async () => {
    const { client } = rooms;
    const before = chainProjects([3, 1]);
    expect(await actions.getProjectChain(client, { pool, before: zeroHash, projects: [3, 1] })).to.equal(before);
    const whole = await actions.getProjectChain(client, { pool, before, projects: [2] });
    expect(chainProjects([3, 1, 2])).to.equal(whole);
  });

  it("are told by their history, which adds up to projects, pledges, votes and money", async () => {
    const { client, addressOf } = rooms;
    const events = await getFundingHistory(client, { pool, fromBlock: 0n });
    await expectWhole(rooms, [pool], [fundingPoolAbi], events, ["NonceUsed"]);

    const { projects, rounds, available, schedule } = rebuildFunding(events);
    expect(available).to.equal(await actions.getFundingAvailable(client, { pool }));
    expect(schedule).to.deep.equal({ commitment: 1n, deadline, period: PERIOD });
    expect(projects.size).to.equal(await actions.getProjectCount(client, { pool }));
    for (const [project, found] of projects) {
      const told = await actions.getProject(client, { pool, project });
      const { recipient, goal, ceiling, stage } = told;
      expect(found).to.include({ recipient, goal, ceiling, stage, uri: `ipfs://${project}` });
      const pledges = pledgesOf(found);
      expect(pledges.matched + pledges.unmatched).to.equal(told.pledged);
      expect([pledges.matched, pledges.roots]).to.deep.equal([told.matched, told.roots]);
      if (stage === "paid") expect(found.paid).to.equal(told.pledged + found.awarded);
      for (const i of [0, 1, 2, 3, 4, 6, 7, 8]) {
        const account = getAddress(addressOf(i));
        const { amount } = await actions.getPledge(client, { pool, project, account });
        expect(found.pledges.get(account)?.amount ?? 0n).to.equal(amount);
        expect(found.team.has(account)).to.equal(await actions.isOfTeam(client, { pool, project, account }));
        const placement = await actions.getProjectPlacement(client, { pool, project, voter: account });
        const none = { against: false, permanent: 0n, leased: 0n, until: 0 };
        expect(found.placements.get(account) ?? none).to.deep.equal(placement);
      }
    }
    const round = rounds.get(deadline);
    expect(round).to.deep.include({ funds: true, lumpSum: 500n, pool: 8_411n, matches: 7_800n, struck: [3] });
    expect([...(round?.awarded ?? [])].toSorted(([a], [b]) => a - b)).to.deep.equal([
      [1, 2_400n],
      [2, 5_400n],
      [4, 100n],
    ]);
    expect(() => rebuildFunding(events.slice(2))).to.throw(InvalidParameterError);
  });

  it("are all tried", async () => {
    expect(await unused("funding")).to.deep.equal([]);
  });
});
