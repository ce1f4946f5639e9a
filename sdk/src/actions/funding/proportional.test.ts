import { expect } from "chai";
import type { Address } from "viem";
import { writeContract } from "viem/actions";
import { type Rooms, createRooms } from "../../../../test/helpers/rooms.ts";
import { failure } from "../../../../test/helpers/world.ts";
import { getAccount } from "../index.ts";
import { InvalidParameterError } from "../../errors/index.ts";
import * as actions from "../../commitments/index.ts";
import * as funding from "../../funding/index.ts";

const PERIOD = 4;
/** Matches of 1,200 and 800, one that misses its goal, one that needs no match, and one that nobody pledges to. */
const GOALS = [1_000n, 1_000n, 1_000_000n, 300n, 1n];
const PLEDGES = [
  { project: 1, from: [0, 1, 2, 3], amount: 100n },
  { project: 2, from: [0, 1], amount: 400n },
  { project: 3, from: [0, 1, 2], amount: 100n },
  { project: 4, from: [2], amount: 300n },
];

describe("sdk funding pools that share in proportion", () => {
  let rooms: Rooms;
  let token: Awaited<ReturnType<Rooms["put"]>>;

  before(async () => {
    rooms = await createRooms();
    token = await rooms.put("contracts/test/Tokens.sol", "PlainToken", [18]);
  });

  after(() => rooms.connection.close());

  /** Opens a pool of the proportional rule with these projects and so much money, and lets its first round be decided. */
  const decided = async (money: bigint): Promise<Address> => {
    const { community, treasury, deployer, voter, open, openCommitments, cycle, skipCycles, addressOf } = rooms;
    const commitments = await openCommitments();
    const kernel = community.kernel;
    const pool = await open("contracts/funding/FundingPool.sol", [kernel, token.address, 1, commitments]);
    for (const from of [deployer, ...[0, 1, 2, 3].map(voter)]) {
      const { account, chain } = from;
      await rooms.send(token, "mint", [account.address, 10_000n]);
      await writeContract(from, { ...token, functionName: "approve", args: [pool, 10_000n], account, chain });
    }
    const deadline = (await cycle()) + PERIOD;
    const content = await funding.getDecisionContent(rooms.client, { pool, decision: {} });
    const parameters = { halfLife: 1, deadline, period: PERIOD };
    const options = [{ content, uri: "ipfs://by-the-rule", recurs: true }];
    await actions.openCommitment(treasury, { commitments, parameters, options });
    await funding.scheduleRounds(treasury, { pool, commitment: 1n });
    for (const [i, goal] of GOALS.entries()) {
      const project = { pool, recipient: addressOf(5), goal, ceiling: 10_000n, uri: `ipfs://${i}` };
      await funding.registerProject(treasury, project);
    }
    for (const { project, from, amount } of PLEDGES) {
      for (const i of from) await funding.pledge(voter(i), { pool, project, amount });
    }
    await funding.topUpPool(deployer, { pool, amount: money });
    for (const i of [0, 1, 2]) {
      const { units } = await getAccount(rooms.client, { community, account: addressOf(i) });
      const placements = [{ option: 1, permanent: units }];
      await actions.castInCommitment(voter(i), { commitments, commitment: 1n, placements });
    }
    await skipCycles(PERIOD);
    await funding.decideRound(deployer, { pool, decision: {} });
    for (const i of [0, 1, 2]) await actions.withdrawFromCommitment(voter(i), { commitments, commitment: 1n });
    return pool;
  };

  /** Sends a plan's pages, and tells what each funded project is then paid. */
  const settled = async (pool: Address, plan: funding.PlanRoundReturnType): Promise<Map<number, bigint>> => {
    const { client, deployer, addressOf } = rooms;
    for (const projects of plan.rank) await funding.rankProjects(deployer, { pool, projects });
    for (const page of plan.note) await funding.noteProjects(deployer, { pool, ...page });
    expect(await funding.getFundingPhase(client, { pool })).to.equal("open");
    const paid = new Map<number, bigint>();
    for (const project of plan.awarded.keys()) {
      const claim = { pool, project, to: addressOf(5) };
      paid.set(project, (await funding.simulateClaimFunding(deployer, claim)).result);
      await funding.claimFunding(deployer, claim);
    }
    return paid;
  };

  it("plan a share of each match where there is too little for all, and keep the dust", async () => {
    const { client } = rooms;
    const pool = await decided(777n);
    const plan = await funding.planRound(client, { pool, scaling: "linear", page: 2 });
    // 1,200 × 777 / 2,000 = 466.2 and 800 × 777 / 2,000 = 310.8.
    expect([...plan.awarded]).to.deep.equal([
      [1, 466n],
      [2, 310n],
      [4, 0n],
    ]);
    expect(plan.rank).to.deep.equal([[1, 2], [3, 4], [5]]);
    expect(plan.note.map(({ projects }) => projects)).to.deep.equal([[4], [1, 2]]);
    expect([...(await settled(pool, plan))]).to.deep.equal([
      [1, 866n],
      [2, 1_110n],
      [4, 300n],
    ]);
    expect(await funding.getFundingAvailable(client, { pool })).to.equal(1n);
    const missed = await funding.getProject(client, { pool, project: 3 });
    expect(missed).to.include({ stage: "live", pledged: 300n });
  });

  it("plan every match in full where there is enough, and no more", async () => {
    const { client } = rooms;
    const pool = await decided(2_000n);
    const plan = await funding.planRound(client, { pool, scaling: "linear" });
    expect([...plan.awarded]).to.deep.equal([
      [1, 1_200n],
      [2, 800n],
      [4, 0n],
    ]);
    expect([...(await settled(pool, plan)).values()]).to.deep.equal([1_600n, 1_600n, 300n]);
    expect(await funding.getFundingAvailable(client, { pool })).to.equal(0n);
  });

  it("plan what is left to note, whoever ranked and noted so far", async () => {
    const { client, deployer, voter } = rooms;
    const pool = await decided(777n);
    for (const projects of [[1], [2, 3, 4], [5]]) await funding.rankProjects(voter(3), { pool, projects });
    const plan = await funding.planRound(client, { pool, scaling: "linear", page: 1 });
    expect(plan.rank).to.deep.equal([]);
    expect(plan.note.map(({ projects }) => projects)).to.deep.equal([[4], [2], [1]]);
    const [last, ...others] = plan.note;
    await funding.noteProjects(voter(3), { pool, projects: [4], before: last?.before ?? "0x" });
    await funding.claimFunding(deployer, { pool, project: 4, to: rooms.addressOf(5) });
    const left = await funding.planRound(client, { pool, scaling: "linear", page: 1 });
    expect(left.note).to.deep.equal(others);
    expect([...left.awarded]).to.deep.equal([
      [1, 466n],
      [2, 310n],
    ]);
    expect([...(await settled(pool, left)).values()]).to.deep.equal([866n, 1_110n]);
  });

  it("cannot be planned in pages of nothing", async () => {
    const pool = rooms.community.kernel;
    for (const page of [0, 1.5]) {
      const error = await failure(funding.planRound(rooms.client, { pool, scaling: "linear", page }));
      expect(error).to.be.instanceOf(InvalidParameterError);
    }
  });
});
