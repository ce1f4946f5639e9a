import { expect } from "chai";
import { type Address, getAddress } from "viem";
import { OFFICE, type World, createWorld, failure } from "../../../test/helpers/world.ts";
import * as actions from "../actions/index.ts";
import type { Community } from "../actions/index.ts";
import { InvalidParameterError, RequestFailedError, WrongChainError } from "../errors/index.ts";
import { type HistoryEvent, type Rebuilt, getHistory, rebuild, tally } from "./index.ts";

const SEAT = 1n;
const SCORED = 2n;
const VOTERS = 6;

describe("sdk history", () => {
  let world: World;
  let community: Community;
  let grants: Address;
  let leases: Address;
  let gate: Awaited<ReturnType<World["put"]>>;

  before(async () => {
    world = await createWorld();
    const { put, found, become } = world;
    gate = await put("contracts/test/ListGate.sol", "ListGate");
    const implementations = [
      await put("contracts/test/GrantSource.sol", "GrantSource"),
      await put("contracts/test/LeaseSource.sol", "LeaseSource"),
    ];
    const sources = implementations.map(({ address }) => ({ implementation: address, configuration: "0x" }) as const);
    const offices = [OFFICE, { ...OFFICE, method: "score", seats: 2 } as const];
    community = await found({ sources, gate: gate.address, scaling: "quadratic", offices });
    [grants, leases] = community.sources as [Address, Address];
    await become(grants);
    await become(leases);
    await live();
  });

  const addressOf = (i: number): Address => world.voter(i).account.address;
  const primary = (i: number, of: number | undefined): Promise<unknown> => {
    const zero = `0x${"00".repeat(20)}` as const;
    return world.send(gate, "set", [addressOf(i), of === undefined ? zero : addressOf(of), true]);
  };
  const credit = (i: number, value: bigint) =>
    actions.credit(world.deployer, { community, holder: addressOf(i), value, account: grants });
  const skipCycles = async (cycles: number): Promise<void> => {
    const cycle = (await actions.getCycle(world.client, { community })) + cycles;
    await world.networkHelpers.time.increaseTo(await actions.getCycleStart(world.client, { community, cycle }));
  };

  /** A life with everything that moves units, ballots and seats. */
  const live = async (): Promise<void> => {
    const { deployer, voter } = world;
    for (let i = 0; i < 4; ++i) await primary(i, i);
    for (let i = 0; i < VOTERS; ++i) await credit(i, 1_000_000n * BigInt(i + 1));
    const lease = (i: number, units: bigint, until: number) =>
      actions.lease(deployer, { community, holder: addressOf(i), units, until, account: leases });
    await lease(0, 5_000n, 30);
    await lease(4, 700n, 40);
    await primary(4, 4);
    await actions.sync(deployer, { community, holder: addressOf(4) });

    for (const election of [SEAT, SCORED]) {
      for (const i of [0, 1]) {
        const placements = [{ permanent: 1_000n, leased: i === 0 ? 400n : 0n }];
        const scores = election === SCORED ? [{ score: 40 }] : [];
        const nomination = { nominee: addressOf(i), uri: `ipfs://${i}` };
        await actions.nominate(voter(i), { community, election, nomination, placements, scores });
      }
    }
    const both = [
      { candidacy: 2, permanent: 500_000n },
      { candidacy: 1, permanent: 9_000n, against: true },
    ];
    await actions.castBallot(voter(2), { community, election: SEAT, placements: both });
    const piles = [{ permanent: 40_000n }, { against: true, permanent: 10_000n }];
    const scores = [
      { candidacy: 1, score: 100 },
      { candidacy: 2, score: -70 },
    ];
    await actions.castBallot(voter(3), { community, election: SCORED, placements: piles, scores });
    await skipCycles(6);
    await actions.place(voter(3), { community, election: SEAT, candidacy: 1, permanent: 4_000_000n - 50_000n });
    await skipCycles(5);
    await lease(0, 5_000n, 60);
    await actions.refresh(deployer, { community, election: SEAT, voter: addressOf(0) });
    await primary(1, undefined);
    await actions.sync(deployer, { community, holder: addressOf(1) });
    await primary(5, 2);
    await actions.consolidate(deployer, { community, holder: addressOf(5) });
    await actions.revoke(deployer, { community, holder: addressOf(3), units: 100_000n, account: grants });
    await skipCycles(2);
    await actions.recall(deployer, { community, election: SEAT, voter: addressOf(3) });
    await actions.withdrawBallot(voter(2), { community, election: SEAT });
    await actions.withdrawCandidacy(voter(1), { community, election: SCORED, candidacy: 2 });
    for (const election of [SEAT, SCORED]) await actions.advance(deployer, { community, election });
  };

  const history = (chunk?: bigint): Promise<HistoryEvent[]> =>
    getHistory(world.client, { community, fromBlock: world.deployment.startBlock, chunk });
  const rebuilt = async (): Promise<Rebuilt> => rebuild(await history(), { scaling: "quadratic", gated: true });

  it("is the same in chunks of any size", async () => {
    const whole = await history();
    expect(whole.length).to.be.greaterThan(30);
    const seen: bigint[] = [];
    const { startBlock } = world.deployment;
    const inChunks = await getHistory(world.client, {
      community,
      fromBlock: startBlock,
      chunk: 7n,
      onProgress: (block) => seen.push(block),
    });
    expect(inChunks).to.deep.equal(whole);
    expect(seen.at(-1)).to.equal(await world.client.getBlockNumber());
    expect(seen[1]).to.equal((seen[0] ?? 0n) + 7n);
  });

  it("halves what a node refuses to look through at once", async () => {
    const { client } = world;
    const ranges: bigint[] = [];
    const picky = client.extend(() => ({}));
    picky.request = (async (request: {
      method: string;
      params?: readonly { fromBlock: string; toBlock: string }[];
    }) => {
      const range = request.params?.[0];
      if (request.method === "eth_getLogs" && range !== undefined) {
        const blocks = BigInt(range.toBlock) - BigInt(range.fromBlock) + 1n;
        if (blocks > 10n) throw new Error("query exceeds the limit of 10 blocks");
        ranges.push(blocks);
      }
      return client.request(request as Parameters<typeof client.request>[0]);
    }) as typeof client.request;
    const { startBlock } = world.deployment;
    expect(await getHistory(picky, { community, fromBlock: startBlock })).to.deep.equal(await history());
    expect(ranges.length).to.be.greaterThan(1);
  });

  /** A client that does something before the node looks through its n-th range. */
  const interrupted = (at: (range: number) => boolean, act: () => Promise<unknown>) => {
    const { client } = world;
    const reading = client.extend(() => ({}));
    let ranges = 0;
    reading.request = async (request: { method: string }) => {
      if (request.method === "eth_getLogs") {
        ranges += 1;
        if (at(ranges)) await act();
      }
      return client.request(request as Parameters<typeof client.request>[0]);
    };
    return reading;
  };

  it("is of one chain, where blocks are taken back while it is read", async () => {
    const { deployment, networkHelpers, client } = world;
    const { startBlock: fromBlock } = deployment;
    const before = await networkHelpers.takeSnapshot();
    await credit(0, 5_000n);
    const withdrawn = await history();
    const half = ((await client.getBlockNumber()) - fromBlock) / 2n;
    const reading = interrupted(
      (range) => range === 2,
      async () => {
        await before.restore();
        await credit(1, 7_000n);
      },
    );
    const found = await getHistory(reading, { community, fromBlock, chunk: half + 1n });
    expect(found).to.deep.equal(await history());
    expect(found).to.have.length(withdrawn.length);
    expect(found.at(-1)?.args).to.deep.include({ account: getAddress(addressOf(1)), value: 7_000n });
    expect(withdrawn.at(-1)?.args).to.deep.include({ account: getAddress(addressOf(0)), value: 5_000n });
  });

  it("is given up where the chain changes all the time", async () => {
    const { deployment, networkHelpers } = world;
    let i = 0;
    const before = await networkHelpers.takeSnapshot();
    const reading = interrupted(
      () => true,
      async () => {
        await before.restore();
        i += 1;
        await networkHelpers.time.increase(10 + i);
      },
    );
    await networkHelpers.mine();
    const reorganised = getHistory(reading, { community, fromBlock: deployment.startBlock });
    expect(await failure(reorganised)).to.be.instanceOf(RequestFailedError);
    expect(i).to.equal(3);
    await before.restore();
  });

  it("ends where it is asked to", async () => {
    const { client, deployment } = world;
    const { startBlock: fromBlock } = deployment;
    const whole = await history();
    const toBlock = whole.at(-2)?.blockNumber ?? 0n;
    const part = await getHistory(client, { community, fromBlock, toBlock });
    expect(part).to.deep.equal(whole.filter(({ blockNumber }) => blockNumber <= toBlock));
    const tooFar = getHistory(client, { community, fromBlock, toBlock: 2n ** 40n });
    expect(await failure(tooFar)).to.be.instanceOf(RequestFailedError);
  });

  it("adds up to what accounts hold", async () => {
    const { client } = world;
    const { accounts } = await rebuilt();
    const cycle = await actions.getCycle(client, { community });
    expect(accounts.size).to.equal(VOTERS);
    for (const [account, found] of accounts) {
      const { units, contributed } = await actions.getAccount(client, { community, account });
      const lease = await actions.getLease(client, { community, account });
      const dormant = await actions.getDormant(client, { community, account });
      expect({ units: found.units, contributed: found.contributed }).to.deep.equal({ units, contributed });
      expect(found.dormant.units).to.equal(dormant.units);
      if (lease.until > cycle) expect([found.leased, found.until]).to.deep.equal([lease.units, lease.until]);
    }
  });

  it("adds up to the electorate, now and when leases have ended", async () => {
    const { client } = world;
    const { electorate } = await rebuilt();
    const cycle = await actions.getCycle(client, { community });
    expect(electorate(cycle)).to.equal(await actions.getElectorate(client, { community }));
  });

  it("adds up to every ballot", async () => {
    const { client } = world;
    const { elections } = await rebuilt();
    for (const [election, { ballots }] of elections) {
      for (let i = 0; i < VOTERS; ++i) {
        const voter = addressOf(i);
        const ballot = await actions.getBallot(client, { community, election, voter });
        const found = [...ballots].find(([one]) => one.toLowerCase() === voter.toLowerCase())?.[1];
        expect(found ?? { placements: [], scores: [], until: 0 }).to.deep.equal(ballot);
      }
    }
  });

  it("adds up to the field, its seats and its votes", async () => {
    const { client } = world;
    const { elections } = await rebuilt();
    const cycle = await actions.getCycle(client, { community });
    expect(elections.size).to.equal(3);
    for (const [election, found] of elections) {
      const { parameters } = await actions.getElection(client, { community, election });
      expect(found.parameters).to.deep.equal(parameters);
      const field = await actions.getStanding(client, { community, election });
      const live = [...found.candidacies.values()].filter(({ stage }) => stage !== "ended");
      const votes = tally(found, cycle, "quadratic");
      const told = live.map(({ candidacy, stage, owner, seatedIn }) => ({
        candidacy,
        stage,
        owner,
        seatedIn,
        votes: votes.get(candidacy),
      }));
      const standing = field.map(({ candidacy, stage, owner, seatedIn, votes }) => ({
        candidacy,
        stage,
        owner,
        seatedIn,
        votes,
      }));
      expect(told).to.deep.equal(standing);
    }
    expect(elections.get(SEAT)?.candidacies.get(1)?.stage).to.equal("incumbent");
  });

  it("has to be whole, and of the chain that is asked", async () => {
    const { client } = world;
    const events = (await history()).filter(({ eventName }) => eventName !== "ElectionCreated");
    expect(() => rebuild(events, { scaling: "quadratic", gated: true })).to.throw(InvalidParameterError);
    const elsewhere = { ...community, chainId: 1 };
    expect(await failure(getHistory(client, { community: elsewhere, fromBlock: 0n }))).to.be.instanceOf(
      WrongChainError,
    );
    expect(await failure(getHistory(client, { community, fromBlock: 0n, chunk: 0n }))).to.be.instanceOf(
      InvalidParameterError,
    );
  });
});
