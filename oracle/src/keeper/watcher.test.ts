import { expect } from "chai";
import { type Address, keccak256, toHex } from "viem";
import { prepareSubmitReport, redeliverReport, signReport } from "../../../sdk/src/oracle/index.ts";
import { isOfTeam, registerProject } from "../../../sdk/src/funding/index.ts";
import { checkUpkeep, type Job as SdkJob, performUpkeep } from "../../../sdk/src/keeper/index.ts";
import { dropItem, getItem, makeList, openItem, placeOnItem } from "../../../sdk/src/priorities/index.ts";
import { openInbox } from "../../../test/helpers/reporting.ts";
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
    const { client, skipCycles } = rooms;
    const stage = async (item: bigint) => (await getItem(client, { priorities, item })).stage;
    await skipCycles(1);
    await keep();
    expect(await keep()).to.equal(0);
    expect(await stage(1n)).to.equal("open");
    await skipCycles(2);
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

  it("has whoever turns out to be behind a member of a team excluded, once", async () => {
    const { client, community, treasury, addressOf, meet, open, openCommitments, put } = rooms;
    const token = await put("contracts/test/Tokens.sol", "PlainToken", [18]);
    const args = [community.kernel, token.address, 0, await openCommitments()];
    const pool = await open("contracts/funding/FundingPool.sol", args);
    const team = [addressOf(0), addressOf(7), addressOf(8)];
    const project = { pool, recipient: addressOf(5), goal: 1n, ceiling: 1n, team, uri: "ipfs://project" };
    await registerProject(treasury, project);
    watcher = new Watcher({ client, contracts: { pools: [pool.toLowerCase() as Address] }, startBlock: 0n });
    expect(await keep()).to.equal(0);
    await meet(7, 9);
    await meet(8, 9);
    expect(await keep()).to.equal(1);
    expect(await isOfTeam(client, { pool, project: 1, account: addressOf(9) })).to.equal(true);
    expect(await keep()).to.equal(0);
  });

  it("hands reports to a consumer that refused them, once it would take them", async () => {
    const { client, community, deployer, treasury, put, send } = rooms;
    const owner = { kernel: community.kernel, treasury: treasury.account.address };
    const { inbox, operator, feedOf, next, report } = await openInbox(rooms, owner);
    const consumer = await put("contracts/test/Consumer.sol", "Consumer");
    const feed = await feedOf("keeper", consumer.address);
    const contracts = { inboxes: [inbox.toLowerCase() as Address] };
    watcher = new Watcher({ client, contracts, startBlock: 0n });
    const told = async (): Promise<unknown[]> =>
      Promise.all(["count", "payload"].map((functionName) => client.readContract({ ...consumer, functionName })));

    expect(await report(feed, "0x01")).to.equal(true);
    await send(consumer, "behave", [true, false]);
    expect(await report(feed, "0x02")).to.equal(false);
    // It is still refused, so nothing is sent for it.
    expect(await watcher.jobs()).to.have.length(1);
    expect(await keep()).to.equal(0);
    // What came by another way is not read, and what is very long is not tried.
    const sent = await next(feed, "0x03");
    const { signature } = await signReport(operator, { inbox, report: sent });
    const { data } = prepareSubmitReport({ inbox, report: sent, signatures: [signature] });
    await performUpkeep(deployer, { upkeep, jobs: [{ to: inbox, data }] });
    expect(await report(feed, `0x${"04".repeat(32_768)}`)).to.equal(false);
    expect(await watcher.jobs()).to.have.length(1);

    await send(consumer, "behave", [false, false]);
    expect(await told()).to.deep.equal([1n, "0x01"]);
    expect(await keep()).to.equal(1);
    expect(await told()).to.deep.equal([2n, "0x02"]);
    expect(await watcher.jobs()).to.deep.equal([]);
    await redeliverReport(deployer, { inbox, report: sent });
    expect(await told()).to.deep.equal([3n, "0x03"]);
  });
});
