import { expect } from "chai";
import { type Address, getAddress, keccak256, toHex } from "viem";
import { type Rooms, createRooms } from "../../../../test/helpers/rooms.ts";
import { WAD, failure, perform, watchedActions } from "../../../../test/helpers/world.ts";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { prioritiesAbi } from "../../abi/priorities.ts";
import { getPrioritiesHistory, rebuildPriorities } from "../../priorities/index.ts";
import { ContractRevertError, InvalidParameterError } from "../../errors/index.ts";
import { prioritiesDomain } from "../../priorities/index.ts";

const ISSUE = { list: 1, content: keccak256(toHex("issue")), uri: "ipfs://issue" };
const FOREVER = 2n ** 40n;

describe("sdk priorities", () => {
  const { actions, unused } = watchedActions();
  let rooms: Rooms;
  let priorities: Address;

  before(async () => {
    rooms = await createRooms();
    priorities = await rooms.open("contracts/priorities/Priorities.sol", [rooms.community.kernel]);
  });

  it("are made by the treasury, and filled by anyone", async () => {
    const { client, treasury, deployer, voter, addressOf } = rooms;
    const parameters = { interval: 2, floor: WAD / 10n };
    const make = { write: actions.makeList, simulate: actions.simulateMakeList, prepare: actions.prepareMakeList };
    expect(await perform(rooms, treasury, make, { priorities, name: "Issues", parameters })).to.equal(1);
    const hash = await actions.makeList(treasury, { priorities, name: "Questions", parameters: {} });
    expect(await actions.waitForList(client, { hash })).to.deep.equal({ list: 2, name: "Questions" });

    const open = { write: actions.openItem, simulate: actions.simulateOpenItem, prepare: actions.prepareOpenItem };
    expect(await perform(rooms, voter(0), open, { priorities, ...ISSUE })).to.equal(1n);
    const owner = await actions.signOpenItem(voter(1), { priorities, ...ISSUE, deadline: FOREVER });
    const openBySig = {
      write: actions.openItemBySig,
      simulate: actions.simulateOpenItemBySig,
      prepare: actions.prepareOpenItemBySig,
    };
    expect(await perform(rooms, deployer, openBySig, { priorities, ...ISSUE, owner })).to.equal(2n);
    for (const item of [3n, 4n, 5n]) {
      const opened = await actions.openItem(voter(2), { priorities, ...ISSUE });
      const expected = { item, list: 1, owner: getAddress(addressOf(2)) };
      expect(await actions.waitForItem(client, { hash: opened })).to.deep.equal(expected);
    }
    expect(await actions.getListCounts(client, { priorities })).to.deep.equal({ lists: 2, items: 5n });
    expect(await actions.getList(client, { priorities, list: 1 })).to.deep.equal({
      parameters: { halfLife: 0, ...parameters },
      retired: false,
      open: 5,
    });
    const retire = {
      write: actions.retireList,
      simulate: actions.simulateRetireList,
      prepare: actions.prepareRetireList,
    };
    await perform(rooms, treasury, retire, { priorities, list: 2 });
    expect((await actions.getList(client, { priorities, list: 2 })).retired).to.equal(true);
  });

  it("take weight, by voters and for those who signed", async () => {
    const { client, deployer, voter, addressOf } = rooms;
    const place = {
      write: actions.placeOnItem,
      simulate: actions.simulatePlaceOnItem,
      prepare: actions.preparePlaceOnItem,
    };
    await perform(rooms, voter(0), place, { priorities, item: 1n, permanent: 100n });
    await perform(rooms, voter(0), place, { priorities, item: 3n, against: true, permanent: 5n });
    const on = { priorities, item: 2n, permanent: 400n };
    const placing = await actions.signPlaceOnItem(voter(1), { ...on, deadline: FOREVER });
    const placeBySig = {
      write: actions.placeOnItemBySig,
      simulate: actions.simulatePlaceOnItemBySig,
      prepare: actions.preparePlaceOnItemBySig,
    };
    await perform(rooms, deployer, placeBySig, { ...on, voter: placing });
    expect(await actions.getItemPlacement(client, { priorities, item: 3n, voter: addressOf(0) })).to.deep.equal({
      against: true,
      permanent: 5n,
      leased: 0n,
      until: 0,
    });
    await actions.placeOnItem(voter(1), { priorities, item: 4n, permanent: 1n });
    const leaving = await actions.signWithdrawFromItem(voter(1), { priorities, item: 4n, deadline: FOREVER });
    const withdrawBySig = {
      write: actions.withdrawFromItemBySig,
      simulate: actions.simulateWithdrawFromItemBySig,
      prepare: actions.prepareWithdrawFromItemBySig,
    };
    await perform(rooms, deployer, withdrawBySig, { priorities, item: 4n, voter: leaving });
    const used = { priorities, signer: addressOf(1), nonce: leaving.nonce };
    expect(await actions.isItemNonceUsed(client, used)).to.equal(true);
    const cancel = {
      write: actions.cancelItemNonce,
      simulate: actions.simulateCancelItemNonce,
      prepare: actions.prepareCancelItemNonce,
    };
    await perform(rooms, voter(1), cancel, { priorities, signatureNonce: 7n });
    expect(await actions.isItemNonceUsed(client, { ...used, nonce: 7n })).to.equal(true);
    expect(await actions.getPrioritiesDomain(client, { priorities })).to.deep.equal(
      prioritiesDomain(await client.getChainId(), getAddress(priorities)),
    );
  });

  it("are ordered by rank, as the contract confirms", async () => {
    const { client, skipCycles } = rooms;
    await skipCycles(1);
    const { ranking, isWhole } = await actions.rankItems(client, { priorities, list: 1 });
    const votes = await Promise.all(ranking.map(({ item }) => actions.getItem(client, { priorities, item })));
    expect(ranking.map(({ item }) => item)).to.deep.equal([2n, 1n, 4n, 5n, 3n]);
    expect(ranking.map(({ rank }) => rank)).to.deep.equal(votes.map((item) => item.votes));
    expect(isWhole).to.equal(true);
    const two = await actions.rankItems(client, { priorities, list: 1, items: [3n, 1n] });
    expect([two.ranking.map(({ item }) => item), two.isWhole]).to.deep.equal([[1n, 3n], false]);
    const blockNumber = await client.getBlockNumber();
    expect(await actions.rankItems(client, { priorities, list: 1, items: [3n, 1n], blockNumber })).to.deep.equal(two);

    const wrong = await failure(actions.getRanks(client, { priorities, list: 1, items: [1n, 2n] }));
    expect(wrong).to.be.instanceOf(ContractRevertError).and.to.have.property("errorName", "ItemsNotInOrder");
    expect(wrong).to.have.property("shortMessage").that.contains("Let rankItems order them");
  });

  it("refresh leases, recall what is not held, and do several things at once", async () => {
    const { client, deployer, voter, addressOf, lease, cycle, revoke, skipCycles } = rooms;
    const at = { priorities, item: 1n };
    const until = (await cycle()) + 10;
    await lease(2, 50n, until);
    await actions.placeOnItem(voter(2), { ...at, permanent: 10n, leased: 50n });
    await lease(2, 50n, until + 10);
    const refresh = {
      write: actions.refreshOnItem,
      simulate: actions.simulateRefreshOnItem,
      prepare: actions.prepareRefreshOnItem,
    };
    await perform(rooms, deployer, refresh, { ...at, voter: addressOf(2) });
    expect((await actions.getItemPlacement(client, { ...at, voter: addressOf(2) })).until).to.equal(until + 10);
    await revoke(2);
    await skipCycles(2);
    const recall = {
      write: actions.recallFromItem,
      simulate: actions.simulateRecallFromItem,
      prepare: actions.prepareRecallFromItem,
    };
    await perform(rooms, deployer, recall, { ...at, voter: addressOf(2) });
    const { permanent, leased } = await actions.getItemPlacement(client, { ...at, voter: addressOf(2) });
    expect([permanent, leased]).to.deep.equal([0n, 50n]);

    const batch = {
      write: actions.batchInPriorities,
      simulate: actions.simulateBatchInPriorities,
      prepare: actions.prepareBatchInPriorities,
    };
    const calls = [
      actions.preparePlaceOnItem({ priorities, item: 1n, permanent: 5n }),
      actions.prepareWithdrawFromItem({ priorities, item: 1n }),
    ];
    await perform(rooms, voter(3), batch, { priorities, calls });
  });

  it("end when served, dropped or idle", async () => {
    const { client, deployer, treasury, voter, skipCycles } = rooms;
    const stageOf = async (item: bigint) => (await actions.getItem(client, { priorities, item })).stage;
    const serve = { write: actions.serveItem, simulate: actions.simulateServeItem, prepare: actions.prepareServeItem };
    await perform(rooms, treasury, serve, { priorities, item: 1n });
    const drop = { write: actions.dropItem, simulate: actions.simulateDropItem, prepare: actions.prepareDropItem };
    await perform(rooms, voter(2), drop, { priorities, item: 5n });
    const owner = await actions.signDropItem(voter(1), { priorities, item: 2n, deadline: FOREVER });
    const dropBySig = {
      write: actions.dropItemBySig,
      simulate: actions.simulateDropItemBySig,
      prepare: actions.prepareDropItemBySig,
    };
    await perform(rooms, deployer, dropBySig, { priorities, item: 2n, owner });
    const mark = { write: actions.markIdle, simulate: actions.simulateMarkIdle, prepare: actions.prepareMarkIdle };
    await perform(rooms, deployer, mark, { priorities, item: 4n });
    expect((await actions.getItem(client, { priorities, item: 4n })).idleSince).to.equal(await rooms.cycle());
    await skipCycles(2);
    const close = { write: actions.closeIdle, simulate: actions.simulateCloseIdle, prepare: actions.prepareCloseIdle };
    await perform(rooms, deployer, close, { priorities, item: 4n });
    const stages = await Promise.all([1n, 2n, 3n, 4n, 5n].map(stageOf));
    expect(stages).to.deep.equal(["served", "dropped", "open", "closed", "dropped"]);
    const withdraw = {
      write: actions.withdrawFromItem,
      simulate: actions.simulateWithdrawFromItem,
      prepare: actions.prepareWithdrawFromItem,
    };
    await perform(rooms, voter(1), withdraw, { priorities, item: 2n });
  });

  it("are told by their history, which adds up to lists, items and what is placed on them", async () => {
    const { client, deployer, voter, addressOf } = rooms;
    await actions.withdrawFromItem(voter(0), { priorities, item: 3n });
    await actions.markIdle(deployer, { priorities, item: 3n });
    const marked = rebuildPriorities(await getPrioritiesHistory(client, { priorities, fromBlock: 0n }));
    expect(marked.items.get(3n)?.closableIn).to.equal((await rooms.cycle()) + 2);
    await actions.placeOnItem(voter(0), { priorities, item: 3n, permanent: 9n });
    const events = await getPrioritiesHistory(client, { priorities, fromBlock: 0n });
    await expectWhole(rooms, [priorities], [prioritiesAbi], events, ["NonceUsed"]);

    const { lists, items } = rebuildPriorities(events);
    const counts = { lists: lists.size, items: BigInt(items.size) };
    expect(counts).to.deep.equal(await actions.getListCounts(client, { priorities }));
    for (const [list, { parameters, retired, open }] of lists) {
      expect({ parameters, retired, open }).to.deep.equal(await actions.getList(client, { priorities, list }));
    }
    expect([...lists.values()].map(({ name }) => name)).to.deep.equal(["Issues", "Questions"]);
    for (const [item, found] of items) {
      const told = await actions.getItem(client, { priorities, item });
      expect(told).to.include({ list: found.list, owner: found.owner, stage: found.stage });
      expect(found).to.include({ content: ISSUE.content, uri: ISSUE.uri });
      expect(found.closableIn).to.equal(told.idleSince && told.idleSince + 2);
      for (const i of [0, 1, 2, 3]) {
        const placement = await actions.getItemPlacement(client, { priorities, item, voter: addressOf(i) });
        const none = { against: false, permanent: 0n, leased: 0n, until: 0 };
        expect(found.placements.get(getAddress(addressOf(i))) ?? none).to.deep.equal(placement);
      }
      if (found.stage !== "open") continue;
      // Linear scaling, and no lease that has ended.
      const votes = [...found.placements.values()].map(({ against, permanent, leased }) => {
        return against ? -permanent - leased : permanent + leased;
      });
      expect(votes.reduce((sum, one) => sum + one, 0n)).to.equal(told.votes);
    }
    expect(() => rebuildPriorities(events.slice(1))).to.throw(InvalidParameterError);
  });

  it("are all tried", async () => {
    expect(await unused("priorities")).to.deep.equal([]);
  });
});
