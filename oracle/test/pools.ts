import type { Address } from "viem";
import { writeContract } from "viem/actions";
import { castInCommitment, openCommitment, stopCommitment } from "../../sdk/src/commitments/index.ts";
import * as funding from "../../sdk/src/funding/index.ts";
import { getAccount } from "../../sdk/src/actions/index.ts";
import { type Rooms, createRooms } from "../../test/helpers/rooms.ts";

/** Cycles from one deadline to the next. */
export const PERIOD = 8;
const RULES = ["priority", "proportional"] as const;

interface Project {
  goal?: bigint;
  /** Who pledges, and how much each. */
  from: readonly number[];
  amount: bigint;
  /** Units that a voter places on it. */
  votes?: bigint;
}

/**
 * Eight projects. The pool matches two pledges of c with 2c; what comes first is where there are most units for that: 3, 1, 2 and 7. Of the
 * others 4 has no votes, 5 and 8 need nothing of the pool, and 6 misses its goal.
 */
const PROJECTS: readonly Project[] = [
  { from: [0, 1], amount: 100n, votes: 1_000n },
  { from: [0, 1], amount: 100n, votes: 800n },
  { from: [0, 1], amount: 200n, votes: 4_000n },
  { from: [0, 1], amount: 50n },
  { from: [2], amount: 300n, goal: 300n },
  { from: [0, 1], amount: 100n, goal: 1_000_000n, votes: 9_000n },
  { from: [0, 1], amount: 25n, votes: 100n },
  { from: [2], amount: 10n, goal: 10n },
];

export type Pools = Awaited<ReturnType<typeof createPools>>;

/** A community in which pools can be opened whose first round is due. */
export async function createPools() {
  const rooms: Rooms = await createRooms({ scaling: "quadratic" });
  const { community, client, treasury, deployer, voter, addressOf } = rooms;
  const token = await rooms.put("contracts/test/Tokens.sol", "PlainToken", [18]);

  const endow = async (from: Rooms["deployer"], pool: Address): Promise<void> => {
    const { account, chain } = from;
    await rooms.send(token, "mint", [account.address, 10_000n]);
    await writeContract(from, { ...token, functionName: "approve", args: [pool, 10_000n], account, chain });
  };
  const register = (pool: Address, goal: bigint) =>
    funding.registerProject(treasury, { pool, recipient: addressOf(5), goal, ceiling: 10_000n, uri: "ipfs://project" });

  /** A pool with 650, which is enough for the third project and the first, shortly before its first deadline. */
  const open = async (
    decision: funding.FundingDecisionInput | "nothing" | "stopped" = {},
    rule: (typeof RULES)[number] = "priority",
  ) => {
    const commitments = await rooms.openCommitments();
    const args = [community.kernel, token.address, RULES.indexOf(rule), commitments];
    const pool = await rooms.open("contracts/funding/FundingPool.sol", args);
    for (const from of [deployer, voter(0), voter(1), voter(2)]) await endow(from, pool);
    const deadline = (await rooms.cycle()) + PERIOD;
    const input = typeof decision === "string" ? {} : decision;
    const content = await funding.getDecisionContent(client, { pool, decision: input });
    const options = [{ content, uri: "ipfs://decision", recurs: true }];
    await openCommitment(treasury, { commitments, parameters: { halfLife: 1, deadline, period: PERIOD }, options });
    await funding.scheduleRounds(treasury, { pool, commitment: 1n });
    for (const [i, { goal = 0n, from, amount, votes }] of PROJECTS.entries()) {
      await register(pool, goal);
      for (const who of from) await funding.pledge(voter(who), { pool, project: i + 1, amount });
      if (votes !== undefined) await funding.placeOnProject(voter(3), { pool, project: i + 1, permanent: votes });
    }
    await funding.topUpPool(deployer, { pool, amount: 650n });
    for (const i of [0, 1, 2, 3]) {
      const { units } = await getAccount(client, { community, account: addressOf(i) });
      const placements = [{ option: decision === "nothing" ? 0 : 1, permanent: units / 64n }];
      await castInCommitment(voter(i), { commitments, commitment: 1n, placements });
    }
    if (decision === "stopped") await stopCommitment(treasury, { commitments, commitment: 1n });
    return pool;
  };
  const paid = (): Promise<bigint> =>
    client.readContract({ ...token, functionName: "balanceOf", args: [addressOf(5)] }) as Promise<bigint>;
  return { ...rooms, open, register, paid };
}
