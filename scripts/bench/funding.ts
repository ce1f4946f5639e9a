/** What pledges and their settlement cost in a funding pool. */
import { zeroHash } from "viem";
import { type Chain, COIN, type Contract, WEEK } from "./chain.ts";
import { type Community, UNITS } from "./community.ts";
import type { Row } from "./report.ts";

const AMOUNT = 10n ** 18n;
const EVERYTHING = 2n ** 256n - 1n;
const NO_CEILING = 2n ** 112n - 1n;
const [FEW, MANY] = [8, 64];
const CROWD = 1_000;
const PERIOD = 1_000;

const DECISION = { struck: [], guaranteed: [], lumpSum: 0n };
const [COMMITMENT, BY_THE_RULE] = [1n, 1];
const FORTUNE = 1_000_000n;

async function commitmentsOf({ chain, kernel }: Community): Promise<Contract> {
  const { address } = await chain.put("contracts/commitments/DeadlineLib.sol", "DeadlineLib");
  const libraries = { DeadlineLib: address, TypedDataLib: chain.deployment.contracts.TypedDataLib.address };
  return chain.put("contracts/commitments/Commitments.sol", "Commitments", [kernel.address], libraries);
}

class Pool {
  private constructor(
    private readonly community: Community,
    private readonly token: Contract,
    private readonly commitments: Contract,
    private readonly pool: Contract,
    private readonly deadline: number,
  ) {}

  static async found(community: Community): Promise<Pool> {
    const { chain, kernel, treasury } = community;
    const weights = {
      address: await chain.read<`0x${string}`>(kernel, "weights"),
      abi: await chain.abiOf("contracts/weights/Weights.sol"),
    };
    const deadline = (await chain.read<number>(weights, "cycle")) + 3;
    const token = await chain.put("contracts/test/Tokens.sol", "PlainToken", [18]);
    const commitments = await commitmentsOf(community);
    const args = [kernel.address, token.address, 0, commitments.address];
    const libraries = { TypedDataLib: chain.deployment.contracts.TypedDataLib.address };
    const pool = await chain.put("contracts/funding/FundingPool.sol", "FundingPool", args, libraries);
    const from = treasury;
    for (const { address } of [commitments, pool]) {
      await chain.measure({ from, to: weights, functionName: "installModule", args: [address] });
    }
    const content = await chain.read(pool, "contentOf", [DECISION]);
    const terms = [{ allots: false, halfLife: 1, deadline, period: PERIOD }, [{ content, uri: "", recurs: true }]];
    await chain.measure({ from, to: commitments, functionName: "open", args: terms });
    await chain.measure({ from, to: pool, functionName: "schedule", args: [COMMITMENT] });
    return new Pool(community, token, commitments, pool, deadline);
  }

  call(from: `0x${string}`, functionName: string, args: readonly unknown[]): Promise<number> {
    return this.community.chain.measure({ from, to: this.pool, functionName, args });
  }

  register(): Promise<number> {
    const { treasury } = this.community;
    return this.call(treasury, "register", [treasury, AMOUNT / 10n, NO_CEILING, [], ""]);
  }

  /** An account with tokens that the pool may take. */
  async backer(number: number): Promise<`0x${string}`> {
    const { chain } = this.community;
    const backer = chain.voter(number);
    const args = [backer, 100n * AMOUNT];
    await chain.measure({ from: backer, to: this.token, functionName: "mint", args });
    await this.approve(backer);
    return backer;
  }

  approve(from: `0x${string}`): Promise<number> {
    const args = [this.pool.address, EVERYTHING];
    return this.community.chain.measure({ from, to: this.token, functionName: "approve", args });
  }

  async transfer(from: `0x${string}`): Promise<number> {
    return this.community.chain.measure({
      from,
      to: this.token,
      functionName: "transfer",
      args: [this.pool.address, AMOUNT],
    });
  }

  /** Lets the deadline come, by which one who outweighs all the others has let the rule win. */
  async decide(): Promise<void> {
    const { community, commitments } = this;
    const { chain } = community;
    const from = chain.voter(0);
    await community.buy(from, FORTUNE * COIN);
    const placements = [{ option: BY_THE_RULE, permanent: FORTUNE * UNITS, leased: 0n }];
    await chain.measure({ from, to: commitments, functionName: "cast", args: [COMMITMENT, placements, []] });
    chain.pass((this.deadline + 1) * WEEK);
    await this.call(from, "decide", [DECISION]);
  }

  /** In one page: it funds at once. */
  settle(projects: readonly number[]): Promise<number> {
    return this.call(this.community.chain.voter(0), "rank", [projects]);
  }

  /** In two pages, so that what is funded is to be noted. */
  async settleInPages(projects: readonly number[]): Promise<number> {
    const middle = projects.length / 2;
    const from = this.community.chain.voter(0);
    const first = await this.call(from, "rank", [projects.slice(0, middle)]);
    const second = await this.call(from, "rank", [projects.slice(middle)]);
    return first + second + (await this.call(from, "note", [projects, zeroHash]));
  }
}

type Way = "settle" | "settleInPages";

async function settling(community: Community, projects: number, way: Way): Promise<number> {
  const pool = await Pool.found(community);
  const [ann, ben] = [await pool.backer(701), await pool.backer(702)];
  for (const voter of [ann, ben]) await community.buy(voter, BigInt(projects) * AMOUNT);
  const ids = Array.from({ length: projects }, (_, i) => i + 1);
  for (const id of ids) {
    await pool.register();
    for (const backer of [ann, ben]) await pool.call(backer, "pledge", [id, AMOUNT / 10n]);
    // All match the same, so those with more votes come first.
    await pool.call(ann, "place", [id, false, UNITS / BigInt(id + 1), 0n, []]);
  }
  const donor = await pool.backer(703);
  await pool.call(donor, "topUp", [100n * AMOUNT]);
  await pool.decide();
  return pool[way](ids);
}

async function pledges(chain: Chain, community: Community): Promise<Row[]> {
  const pool = await Pool.found(community);
  await pool.register();
  await pool.call(await pool.backer(701), "pledge", [1, AMOUNT]);
  const backer = await pool.backer(702);
  const rows: Row[] = [
    { name: "Transfer of the same ERC-20, for comparison", gas: await pool.transfer(await pool.backer(703)) },
    { name: "Pledge by a new backer", gas: await pool.call(backer, "pledge", [1, AMOUNT]), bound: 90_000 },
    { name: "Pledge by a returning backer", gas: await pool.call(backer, "pledge", [1, AMOUNT]), bound: 70_000 },
  ];
  await community.buy(backer);
  rows.push(
    { name: "Pledge taken back in part", gas: await pool.call(backer, "unpledge", [1, AMOUNT / 2n, backer]) },
    { name: "Votes placed on a project, first", gas: await pool.call(backer, "place", [1, false, UNITS / 2n, 0n, []]) },
    {
      name: "Votes placed on a project, changed",
      gas: await pool.call(backer, "place", [1, false, UNITS / 4n, 0n, []]),
    },
  );
  for (let i = 0; i < CROWD; i++) await pool.call(await pool.backer(10_000 + i), "pledge", [1, AMOUNT]);
  chain.pass(WEEK);
  const late = await pool.call(await pool.backer(704), "pledge", [1, AMOUNT]);
  return [...rows, { name: `Pledge by a new backer, after ${CROWD} others`, gas: late, bound: 90_000 }];
}

export async function funding(community: Community): Promise<Row[]> {
  const { chain } = community;
  const rows = await chain.aside(() => pledges(chain, community));
  const settled = (projects: number, way: Way) => chain.aside(() => settling(community, projects, way));
  const perProject = (few: number, many: number): number => Math.round((many - few) / (MANY - FEW));
  const [few, many] = [await settled(FEW, "settle"), await settled(MANY, "settle")];
  const inPages = perProject(await settled(FEW, "settleInPages"), await settled(MANY, "settleInPages"));
  return [
    ...rows,
    { name: `Settlement of a round of ${FEW} projects, all funded`, gas: few },
    { name: `Settlement of a round of ${MANY} projects, all funded`, gas: many },
    { name: "Settlement, per project", gas: perProject(few, many), bound: 12_000 },
    { name: "Settlement in two pages, and noted, per project", gas: inPages },
  ];
}
