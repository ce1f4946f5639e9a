import { hashTypedData, keccak256, toHex, type Address } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { castBallotTypes } from "../../sdk/src/typedData/index.ts";
import { COIN, WEEK } from "./chain.ts";
import { type Community, OFFICE, SCORED, SLOW, UNITS, placementOn } from "./community.ts";
import type { Growth, Row } from "./report.ts";

const IDLE_WEEKS = 520;
const CROWD = 500;

export async function purchases(community: Community): Promise<Row[]> {
  const { chain } = community;
  const [neighbour, buyer] = [chain.voter(1), chain.voter(2)];
  await community.buy(neighbour);
  const rows: Row[] = [
    { name: "Purchase, first", gas: await community.buy(buyer), bound: 85_000 },
    { name: "Purchase, repeat", gas: await community.buy(buyer), bound: 65_000 },
  ];
  // The very first checkpoint is dearer: somebody else writes it.
  chain.pass(WEEK);
  await community.buy(neighbour);
  chain.pass(WEEK);
  return [...rows, { name: "Purchase, first of the cycle", gas: await community.buy(buyer) }];
}

/** The ballots that nearly all are. */
export async function singleBallots(community: Community): Promise<Row[]> {
  const voter = await voters(community);
  for (const number of [1, 2]) await community.nominate(voter(number));
  const carol = voter(3);
  return [
    { name: "Ballot, first", gas: await community.place(carol, 1), bound: 75_000 },
    { name: "Ballot, changed", gas: await community.place(carol, 1, 2n * UNITS), bound: 58_000 },
    { name: "Ballot, moved to another candidacy", gas: await community.place(carol, 2, 2n * UNITS) },
    { name: "Ballot, withdrawn", gas: await community.vote(carol, "withdrawBallot", [OFFICE]) },
  ];
}

/** Voters who hold plenty. */
async function voters(community: Community): Promise<(number: number) => Address> {
  const voter = (number: number): Address => community.chain.voter(number);
  for (let number = 1; number <= 7; number++) await community.buy(voter(number), 10n * COIN);
  return voter;
}

export async function otherBallots(community: Community): Promise<Row[]> {
  const voter = await voters(community);
  const rows: Row[] = [
    { name: "Nomination with its ballot, first of an election", gas: await community.nominate(voter(1)) },
    { name: "Nomination with its ballot, later", gas: await community.nominate(voter(2)) },
  ];
  await community.nominate(voter(7));
  const cast = async (name: string, from: Address, args: readonly unknown[]): Promise<void> => {
    rows.push({ name, gas: await community.vote(from, "castBallot", [...args, []]) });
  };
  await cast("Ballot by castBallot, first", voter(3), [OFFICE, [placementOn(1)], []]);
  await cast("Ballot on three candidacies, first", voter(4), [OFFICE, [1, 2, 3].map((id) => placementOn(id)), []]);
  rows.push({ name: "Ballot by signature, first", gas: await ballotBySignature(community) });

  for (const number of [1, 2, 3, 4, 5]) await community.nominate(voter(number), SCORED, [{ candidacy: 0, score: 100 }]);
  const scores = [1, 2, 3, 4, 5].map((candidacy) => ({ candidacy, score: 20 * candidacy }));
  await cast("Score ballot over five candidacies, first", voter(6), [SCORED, [placementOn(0)], scores]);
  scores.reverse();
  const changed = scores.map(({ score }, i) => ({ candidacy: i + 1, score }));
  await cast("Score ballot over five candidacies, changed", voter(6), [SCORED, [placementOn(0)], changed]);
  return rows;
}

async function ballotBySignature(community: Community): Promise<number> {
  const { chain, elections } = community;
  const signer = privateKeyToAccount(keccak256(toHex("a voter")));
  await community.buy(signer.address);
  const message = {
    voter: signer.address,
    election: OFFICE,
    placements: [placementOn(1)],
    scores: [],
    dead: [],
    nonce: 0n,
    deadline: 2n ** 63n,
  };
  const domain = {
    name: "Perdure Elections",
    version: "1",
    chainId: chain.chainId,
    verifyingContract: elections.address,
  };
  const hash = hashTypedData({ domain, types: castBallotTypes, primaryType: "CastBallot", message });
  const signature = await signer.sign({ hash });
  const by = { signer: signer.address, nonce: message.nonce, deadline: message.deadline, signature };
  return community.vote(chain.voter(2), "castBallotBySig", [OFFICE, message.placements, [], [], by]);
}

/** Nominees in the first cycle, candidates from the second on: by the third their buckets are no longer empty. */
async function closeOne(community: Community, election = OFFICE): Promise<number> {
  community.chain.pass(2 * WEEK);
  await community.advance(election);
  community.chain.pass(WEEK);
  return community.advance(election);
}

/** Closing one cycle in which every candidate's bucket fills. */
export async function advances(community: Community): Promise<Row[]> {
  const { chain } = community;
  const close = async (candidates: number): Promise<number> => {
    for (let i = 0; i < candidates; i++) {
      await community.buy(chain.voter(20 + i));
      await community.nominate(chain.voter(20 + i));
    }
    return closeOne(community);
  };
  const one = await chain.aside(() => close(1));
  const eight = await chain.aside(() => close(8));
  const all = await chain.aside(() => close(32));
  return [
    { name: "Advance by a cycle, 1 candidate who leads", gas: one },
    { name: "Advance by a cycle, 8 candidates who lead", gas: eight },
    { name: "Advance by a cycle, 32 candidates who lead", gas: all },
    { name: "Advance, per candidate", gas: Math.round((all - one) / 31), bound: 10_000 },
  ];
}

/** What closing costs after weeks in which nobody called anything. */
export async function idle(community: Community): Promise<Row[]> {
  const rows: Row[] = [];
  for (const lead of [false, true]) {
    const what = lead ? "a slow leader" : "nothing leading";
    const measure = async (name: string, weeks: number, changing: boolean): Promise<void> => {
      const gas = await community.chain.aside(() => afterIdle(community, lead, weeks, changing));
      rows.push({ name: `Advance after ${name}`, gas });
    };
    await measure(`1 idle week, ${what}`, 1, false);
    await measure(`${IDLE_WEEKS} idle weeks, ${what}`, IDLE_WEEKS, false);
    await measure(`${IDLE_WEEKS} idle weeks, ${what}, E changed in each`, IDLE_WEEKS, true);
  }
  return rows;
}

/** An incumbent and a challenger who is ahead by two thousandths of the electorate, or behind. */
async function afterIdle(community: Community, lead: boolean, weeks: number, changing: boolean): Promise<number> {
  const { chain } = community;
  const [alice, bob] = [chain.voter(1), chain.voter(2)];
  for (const voter of [alice, bob]) await community.buy(voter, 1_000n * COIN);
  await community.nominate(alice, SLOW, [], 500_000n * (UNITS / 1_000n));
  chain.pass(3 * WEEK);
  await community.advance(SLOW);
  await community.nominate(bob, SLOW, [], (lead ? 500_100n : 499_900n) * (UNITS / 1_000n));
  chain.pass(2 * WEEK);
  await community.advance(SLOW);
  for (let week = 0; week < weeks; week++) {
    if (changing) await community.buy(alice, COIN / 1_000n);
    chain.pass(WEEK);
  }
  return community.advance(SLOW);
}

export async function afterVoters(community: Community, counts: readonly number[]): Promise<Growth[]> {
  const { chain, shop } = community;
  const crowd = await chain.put("scripts/bench/contracts/Peers.sol", "Crowd");
  await community.register(crowd.address);
  await community.buy(chain.voter(1));
  await community.nominate(chain.voter(1));
  const names = ["Purchase, first", "Ballot, first", "Ballot, changed", "Advance by a cycle"];
  const growths = names.map((name): Growth => ({ name, counts, gas: [] }));
  let present = 0;
  for (const count of counts) {
    while (present < count) {
      const first = present;
      present = Math.min(count, present + CROWD);
      const buyers = Array.from({ length: present - first }, (_, i) => chain.voter(1_000 + first + i));
      const [args, value] = [[shop.address, buyers, COIN], COIN * BigInt(buyers.length)];
      await chain.measure({ from: chain.voter(0), to: crowd, functionName: "purchase", args, value });
      await chain.sendAll(buyers.map((voter) => community.placing(voter, 1)));
    }
    const gas = await chain.aside(() => asNewcomer(community));
    for (const [i, growth] of growths.entries()) growth.gas.push(gas[i] ?? 0);
  }
  return growths;
}

async function asNewcomer(community: Community): Promise<number[]> {
  const { chain } = community;
  const newcomer = chain.voter(500_000);
  return [
    await community.buy(newcomer),
    await community.place(newcomer, 1),
    await community.place(newcomer, 1, UNITS / 2n),
    await closeOne(community),
  ];
}

/** What it costs who took part in so many elections that have ended since. */
export async function afterElections(community: Community, counts: readonly number[]): Promise<Growth[]> {
  const { chain } = community;
  const [voter, candidate] = [chain.voter(1), chain.voter(2)];
  await community.buy(voter, 1_000n * COIN);
  const names = ["Purchase, repeat", "Ballot, first", "Ballot, changed", "Advance by a cycle"];
  const growths = names.map((name): Growth => ({ name, counts, gas: [] }));
  let past = 0;
  for (const count of counts) {
    for (; past < count; past++) {
      const election = await community.create();
      await community.nominate(voter, election);
      await community.retire(election);
    }
    const gas = await chain.aside(async () => {
      const election = await community.create();
      await community.buy(candidate);
      await community.nominate(candidate, election);
      return [
        await community.buy(voter),
        await community.place(voter, 1, UNITS, election),
        await community.place(voter, 1, 2n * UNITS, election),
        await closeOne(community, election),
      ];
    });
    for (const [i, growth] of growths.entries()) growth.gas.push(gas[i] ?? 0);
  }
  return growths;
}
