import { expect } from "chai";
import { type Address, keccak256, toHex } from "viem";
import { checkUpkeep, type Job as SdkJob, performUpkeep } from "../../../sdk/src/keeper/index.ts";
import { dropItem, getItem, makeList, openItem, placeOnItem } from "../../../sdk/src/priorities/index.ts";
import { type Rooms, createRooms } from "../../../test/helpers/rooms.ts";
import { WAD } from "../../../test/helpers/world.ts";
import { type Job, Watcher } from "./watcher.ts";

const ISSUE = { list: 1, content: keccak256(toHex("issue")), uri: "ipfs://issue" };

describe("What a keeper finds to do", () => {
  let rooms: Rooms;
  let priorities: Address;
  let upkeep: Address;
  let watcher: Watcher;

  before(async () => {
    rooms = await createRooms();
    upkeep = rooms.deployment.contracts.Upkeep.address;
    const { community, treasury, voter } = rooms;
    priorities = await rooms.open("contracts/priorities/Priorities.sol", [community.kernel]);
    await makeList(treasury, { priorities, name: "Issues", parameters: { interval: 2, floor: WAD / 10n } });
    for (const i of [0, 1]) await openItem(voter(i), { priorities, ...ISSUE });
    const contracts = { priorities: [priorities], elections: [community.elections], weights: [community.weights] };
    watcher = new Watcher({ client: rooms.client, contracts, startBlock: 0n });
  });

  const of = (jobs: readonly Job[]) => jobs.filter(({ target }) => target.toLowerCase() === priorities.toLowerCase());
  const found = async (): Promise<number> => of(await watcher.jobs()).length;
  const due = async (): Promise<readonly SdkJob[]> => {
    const jobs = (await watcher.jobs()).map(({ target, call, probe }) => ({ to: target, data: call, probe }));
    return checkUpkeep(rooms.client, { upkeep, jobs });
  };
  const keep = async (): Promise<number> => {
    const jobs = await due();
    if (jobs.length > 0) await performUpkeep(rooms.deployer, { upkeep, jobs });
    return jobs.length;
  };

  it("marks what nobody props up, and closes it in time, by nobody's hand", async () => {
    const { client, skip } = rooms;
    const stage = async (item: bigint) => (await getItem(client, { priorities, item })).stage;
    await skip(1);
    await keep();
    expect(await keep()).to.equal(0);
    expect(await stage(1n)).to.equal("open");
    await skip(2);
    await keep();
    expect([await stage(1n), await stage(2n)]).to.deep.equal(["closed", "closed"]);
    expect(await found()).to.equal(0);
  });

  it("follows what is opened, placed and dropped", async () => {
    const { voter } = rooms;
    await openItem(voter(0), { priorities, ...ISSUE });
    expect(await found()).to.equal(2);
    await placeOnItem(voter(1), { priorities, item: 3n, permanent: 10n });
    // To be marked, closed, refreshed and recalled.
    expect(await found()).to.equal(4);
    await dropItem(voter(0), { priorities, item: 3n });
    expect(await found()).to.equal(2);
  });

  it("remembers no more than it is told to", async () => {
    const { client } = rooms;
    const few = new Watcher({ client, contracts: { weights: [rooms.community.weights] }, startBlock: 0n, most: 3 });
    expect(await few.jobs()).to.have.length(3);
    const none = new Watcher({ client, contracts: {}, startBlock: 0n });
    expect(await none.jobs()).to.deep.equal([]);
  });
});
