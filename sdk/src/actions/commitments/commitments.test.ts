import { expect } from "chai";
import { type Address, getAddress, keccak256, toHex } from "viem";
import { type Rooms, createRooms } from "../../../../test/helpers/rooms.ts";
import { DAY, WAD, failure, perform, watchedActions } from "../../../../test/helpers/world.ts";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { commitmentsAbi } from "../../abi/commitments.ts";
import { allotmentOf, getCommitmentsHistory, rebuildCommitments } from "../../commitments/index.ts";
import { commitmentsDomain } from "../../commitments/index.ts";
import { ContractRevertError, InvalidParameterError } from "../../errors/index.ts";

const BRIDGE = { content: keccak256(toHex("bridge")), uri: "ipfs://bridge", recurs: true };
const TUNNEL = { content: keccak256(toHex("tunnel")), uri: "ipfs://tunnel" };
const FOREVER = 2n ** 40n;

describe("sdk commitments", () => {
  const { actions, unused } = watchedActions();
  let rooms: Rooms;
  let commitments: Address;
  let deadline: number;

  before(async () => {
    rooms = await createRooms();
    commitments = await rooms.openCommitments();
    deadline = (await rooms.cycle()) + 5;
  });

  it("are opened, changed and stopped by the treasury", async () => {
    const { client, treasury } = rooms;
    const parameters = { allots: true, halfLife: DAY, deadline, period: 5 };
    const open = {
      write: actions.openCommitment,
      simulate: actions.simulateOpenCommitment,
      prepare: actions.prepareOpenCommitment,
    };
    expect(await perform(rooms, treasury, open, { commitments, parameters, options: [BRIDGE] })).to.equal(1n);
    const opener = getAddress(treasury.account.address);
    expect(await actions.getCommitment(client, { commitments, commitment: 1n })).to.deep.equal({
      parameters,
      opener,
      round: 0,
      deadline,
      ended: false,
      cycle: await rooms.cycle(),
    });
    const add = { write: actions.addOption, simulate: actions.simulateAddOption, prepare: actions.prepareAddOption };
    expect(await perform(rooms, treasury, add, { commitments, commitment: 1n, option: TUNNEL })).to.equal(2);
    const hash = await actions.addOption(treasury, { commitments, commitment: 1n, option: BRIDGE });
    expect(await actions.waitForOption(client, { hash })).to.deep.equal({ commitment: 1n, option: 3 });
    const strike = {
      write: actions.strikeOption,
      simulate: actions.simulateStrikeOption,
      prepare: actions.prepareStrikeOption,
    };
    await perform(rooms, treasury, strike, { commitments, commitment: 1n, option: 3 });
    const options = await actions.getOptions(client, { commitments, commitment: 1n });
    expect(options.map(({ option, recurs }) => [option, recurs])).to.deep.equal([
      [0, true],
      [1, true],
      [2, false],
    ]);

    const once = { halfLife: 1, deadline };
    const opened = await actions.openCommitment(treasury, { commitments, parameters: once, options: [] });
    expect(await actions.waitForCommitment(client, { hash: opened })).to.deep.equal({ commitment: 2n, opener });
    const stop = {
      write: actions.stopCommitment,
      simulate: actions.simulateStopCommitment,
      prepare: actions.prepareStopCommitment,
    };
    await perform(rooms, treasury, stop, { commitments, commitment: 2n });
    expect(await actions.getCommitmentCount(client, { commitments })).to.equal(2n);
    expect(await actions.getLiveCommitmentCount(client, { commitments, cycle: deadline })).to.equal(1);
    const { community } = rooms;
    expect(await actions.getLiveElectionCount(client, { community, cycle: deadline })).to.equal(1);
  });

  it("take ballots, by voters and for those who signed", async () => {
    const { client, deployer, voter, addressOf } = rooms;
    const placements = [
      { option: 2, permanent: 100n },
      { option: 1, permanent: 300n },
    ];
    const cast = {
      write: actions.castInCommitment,
      simulate: actions.simulateCastInCommitment,
      prepare: actions.prepareCastInCommitment,
    };
    await perform(rooms, voter(0), cast, { commitments, commitment: 1n, placements });
    const ballot = {
      placements: [
        { option: 1, permanent: 300n, leased: 0n },
        { option: 2, permanent: 100n, leased: 0n },
      ],
      until: 0,
    };
    expect(
      await actions.getCommitmentBallot(client, { commitments, commitment: 1n, voter: addressOf(0) }),
    ).to.deep.equal(ballot);

    const signed = { commitments, commitment: 1n, deadline: FOREVER };
    const casting = await actions.signCastInCommitment(voter(1), { ...signed, placements });
    const castBySig = {
      write: actions.castInCommitmentBySig,
      simulate: actions.simulateCastInCommitmentBySig,
      prepare: actions.prepareCastInCommitmentBySig,
    };
    await perform(rooms, deployer, castBySig, { commitments, commitment: 1n, placements, voter: casting });
    expect(
      await actions.getCommitmentBallot(client, { commitments, commitment: 1n, voter: addressOf(1) }),
    ).to.deep.equal(ballot);
    const leaving = await actions.signWithdrawFromCommitment(voter(1), signed);
    const withdrawBySig = {
      write: actions.withdrawFromCommitmentBySig,
      simulate: actions.simulateWithdrawFromCommitmentBySig,
      prepare: actions.prepareWithdrawFromCommitmentBySig,
    };
    await perform(rooms, deployer, withdrawBySig, { commitments, commitment: 1n, voter: leaving });
    const used = { commitments, signer: addressOf(1), nonce: leaving.nonce };
    expect(await actions.isCommitmentNonceUsed(client, used)).to.equal(true);
    const cancel = {
      write: actions.cancelCommitmentNonce,
      simulate: actions.simulateCancelCommitmentNonce,
      prepare: actions.prepareCancelCommitmentNonce,
    };
    await perform(rooms, voter(1), cancel, { commitments, signatureNonce: 7n });
    expect(await actions.isCommitmentNonceUsed(client, { ...used, nonce: 7n })).to.equal(true);
    const chainId = await client.getChainId();
    expect(await actions.getCommitmentsDomain(client, { commitments })).to.deep.equal(
      commitmentsDomain(chainId, getAddress(commitments)),
    );
  });

  it("refresh leases, recall what is not held, and do several things at once", async () => {
    const { client, deployer, voter, addressOf, lease, cycle, revoke, skipCycles } = rooms;
    const at = { commitments, commitment: 1n };
    const until = (await cycle()) + 10;
    await lease(2, 50n, until);
    await actions.castInCommitment(voter(2), { ...at, placements: [{ option: 1, leased: 50n, permanent: 10n }] });
    await lease(2, 50n, until + 10);
    const refresh = {
      write: actions.refreshInCommitment,
      simulate: actions.simulateRefreshInCommitment,
      prepare: actions.prepareRefreshInCommitment,
    };
    await perform(rooms, deployer, refresh, { ...at, voter: addressOf(2) });
    expect((await actions.getCommitmentBallot(client, { ...at, voter: addressOf(2) })).until).to.equal(until + 10);

    await revoke(2);
    await skipCycles(2);
    const recall = {
      write: actions.recallFromCommitment,
      simulate: actions.simulateRecallFromCommitment,
      prepare: actions.prepareRecallFromCommitment,
    };
    await perform(rooms, deployer, recall, { ...at, voter: addressOf(2) });
    const { placements } = await actions.getCommitmentBallot(client, { ...at, voter: addressOf(2) });
    expect(placements).to.deep.equal([{ option: 1, permanent: 0n, leased: 50n }]);

    const batch = {
      write: actions.batchInCommitments,
      simulate: actions.simulateBatchInCommitments,
      prepare: actions.prepareBatchInCommitments,
    };
    const calls = [
      actions.prepareCastInCommitment({ ...at, placements: [{ option: 0, permanent: 5n }] }),
      actions.prepareWithdrawFromCommitment(at),
    ];
    await perform(rooms, voter(3), batch, { commitments, calls });
    const stray = await failure(
      actions.batchInCommitments(voter(3), { commitments: addressOf(0), calls: calls.slice(0, 1) }),
    );
    expect(stray.message).to.contain("number 0 is not for this contract");
  });

  it("tell what a round came to, and what it allots", async () => {
    const { client, deployer, voter, skipCycles, cycle } = rooms;
    const at = { commitments, commitment: 1n };
    await skipCycles(deadline - (await cycle()));
    const advance = {
      write: actions.advanceCommitment,
      simulate: actions.simulateAdvanceCommitment,
      prepare: actions.prepareAdvanceCommitment,
    };
    await perform(rooms, deployer, advance, { ...at, maxCycles: 100 });
    const { winner, content } = await actions.getOutcome(client, { ...at, round: 0 });
    const allotments = await Promise.all(
      [0, 1, 2].map((option) => actions.getAllotment(client, { ...at, round: 0, option, amount: WAD })),
    );
    const [nothing = 0n, bridge = 0n, tunnel = 0n] = allotments;
    expect([winner, content]).to.deep.equal(nothing > bridge ? [0, `0x${"0".repeat(64)}`] : [1, BRIDGE.content]);
    expect(bridge > tunnel && tunnel > 0n).to.equal(true);
    expect(nothing + bridge + tunnel >= WAD - 2n).to.equal(true);

    const withdraw = {
      write: actions.withdrawFromCommitment,
      simulate: actions.simulateWithdrawFromCommitment,
      prepare: actions.prepareWithdrawFromCommitment,
    };
    await perform(rooms, voter(0), withdraw, at);
    const error = await failure(actions.simulateWithdrawFromCommitment(voter(0), at));
    expect(error)
      .to.be.instanceOf(ContractRevertError)
      .and.to.have.property("shortMessage")
      .that.contains("has no ballot in commitment 1");
  });

  it("are told by their history, which adds up to ballots, rounds and allotments", async () => {
    const { client, voter, treasury, cycle, skipCycles, deployer } = rooms;
    const at = { commitments, commitment: 1n };
    await actions.castInCommitment(voter(3), { ...at, placements: [{ option: 1, permanent: 7n }] });
    const parameters = { halfLife: 1, deadline: (await cycle()) + 2 };
    await actions.openCommitment(treasury, { commitments, parameters, options: [TUNNEL] });
    await skipCycles(2);
    await actions.advanceCommitment(deployer, { commitments, commitment: 3n, maxCycles: 100 });
    const events = await getCommitmentsHistory(client, { commitments, fromBlock: 0n });
    await expectWhole(rooms, [commitments], [commitmentsAbi], events, ["NonceUsed"]);

    const all = rebuildCommitments(events);
    expect(BigInt(all.size)).to.equal(await actions.getCommitmentCount(client, { commitments }));
    for (const [commitment, found] of all) {
      const which = { commitments, commitment };
      const { ballots, rounds, options, ...rest } = found;
      const known = await actions.getCommitment(client, which);
      // How far it has been closed is all that its history does not tell.
      expect(known).to.deep.equal({ ...rest, cycle: known.cycle });
      for (const [voter, ballot] of ballots) {
        expect(ballot).to.deep.equal(await actions.getCommitmentBallot(client, { ...which, voter }));
      }
      const standing = [...options].filter(([, { stands }]) => stands);
      expect(standing.map(([option, { content, recurs }]) => ({ option, content, recurs }))).to.deep.equal(
        (await actions.getOptions(client, which))
          .slice(1)
          .map(({ option, content, recurs }) => ({ option, content, recurs })),
      );
      for (const [round, outcome] of rounds) {
        const { deadline: decidedAt, winner } = await actions.getOutcome(client, { ...which, round });
        expect([outcome.deadline, outcome.winner]).to.deep.equal([decidedAt, winner]);
        for (const option of found.parameters.allots ? [0, 1, 2, 9] : []) {
          const amount = WAD + 1n;
          const allotted = await actions.getAllotment(client, { ...which, round, option, amount });
          expect(allotmentOf(outcome, option, amount)).to.equal(allotted);
        }
      }
    }
    expect([1n, 2n, 3n].map((id) => [all.get(id)?.rounds.size, all.get(id)?.ended])).to.deep.equal([
      [1, false],
      [0, true],
      [1, true],
    ]);
    expect([...(all.get(1n)?.ballots.keys() ?? [])]).to.have.length(2);
    expect(() => rebuildCommitments(events.slice(1))).to.throw(InvalidParameterError);
    expect(allotmentOf({ support: new Map([[0, 0n]]) }, 0, 5n)).to.equal(5n);
    expect(allotmentOf({ support: new Map([[0, 0n]]) }, 1, 5n)).to.equal(0n);
  });

  it("are all tried", async () => {
    expect(await unused("commitments")).to.deep.equal([]);
  });
});
