import { zeroHash, type Address } from "viem";
import { settleRound, sumPledges } from "../../sdk/src/funding/index.ts";
import type { VectorChain, VectorCommunity } from "./chain.ts";
import type { FundingRound } from "./format.ts";
import { firstLine, type Verdict } from "./performance.ts";

const RULES = ["priority", "proportional"] as const;
type Rule = (typeof RULES)[number];
type Project = FundingRound["projects"][number];

const DAY = 86_400;
const DEADLINE = 3;
const LEASED_UNTIL = 400;
const NOTING = 3;
const [COMMITMENT, BY_THE_RULE] = [1n, 1];
const FRACTION_BITS = 64n;
/** From here on every number of votes is the votes of some number of units. */
const DENSE_VOTES = 2n ** 63n;
const DENSE_UNITS = 2n ** 62n;

const TERMS = {
  cycle: DAY,
  halfLife: 0,
  method: "resource" as const,
  seats: 1,
  nominationFill: 0n,
  stabilizationFill: 10n ** 18n,
  leases: true,
};

/** Pledges, votes for and settles every round by both rules, each in a community of its own. */
export async function playFunding(
  chain: VectorChain,
  rounds: readonly FundingRound[],
  tick: () => void,
): Promise<Verdict> {
  const verdict: Verdict = { cases: 0, disagreements: [] };
  for (const [index, round] of rounds.entries()) {
    for (const rule of RULES) {
      verdict.cases += 1;
      const found = await playRound(chain, round, rule).catch((error: unknown) => [firstLine(error)]);
      if (found.length > 0) verdict.disagreements.push(`round ${index}, ${rule}: ${found.join("; ")}`);
    }
    tick();
  }
  return verdict;
}

async function playRound(chain: VectorChain, round: FundingRound, rule: Rule): Promise<string[]> {
  await chain.restart();
  const community = await chain.found(TERMS);
  const parts = await chain.foundPool(community, RULES.indexOf(rule));
  const stage = new Stage(chain, community, parts);
  for (const [index, project] of round.projects.entries()) await stage.prepare(index, project);
  if (round.pool > 0n) await stage.topUp(round.pool);
  const disagreements = await stage.comparePledges(round.projects);
  await stage.settle(round, rule);
  return [...disagreements, ...(await stage.compareMatches(round.projects, round[rule]))];
}

/** A pool on the chain, and the accounts around it. */
class Stage {
  #accounts = 1000;

  constructor(
    private readonly chain: VectorChain,
    private readonly community: VectorCommunity,
    private readonly parts: { FundingPool: Address; Commitments: Address; PlentyToken: Address },
  ) {}

  #account(): Address {
    return this.chain.account((this.#accounts += 1));
  }

  #pool(from: Address, functionName: string, args: readonly unknown[]) {
    return this.chain.send(from, "FundingPool", this.parts.FundingPool, functionName, args);
  }

  #read(functionName: string, args: readonly unknown[] = []): Promise<unknown> {
    return this.chain.read("FundingPool", this.parts.FundingPool, functionName, args);
  }

  async prepare(index: number, { goal, ceiling, pledges, team, votes }: Project): Promise<void> {
    const members = team.map(() => this.#account());
    const recipient = this.chain.account(index);
    await this.#pool(this.chain.treasury, "register", [recipient, goal, ceiling, members, ""]);
    for (const amount of pledges) if (amount > 0n) await this.#pool(this.#account(), "pledge", [index + 1, amount]);
    for (const [i, amount] of team.entries()) {
      const member = members[i];
      if (member !== undefined && amount > 0n) await this.#pool(member, "pledge", [index + 1, amount]);
    }
    await this.#vote(index + 1, votes);
  }

  /** Two voters bring about any number of votes: where they are dense, what is too much is taken off again. */
  async #vote(id: number, votes: bigint): Promise<void> {
    if (votes === 0n) return;
    const [against, size] = votes < 0n ? [true, -votes] : [false, votes];
    const target = size < DENSE_VOTES ? size + DENSE_VOTES : size;
    const scale = 1n << FRACTION_BITS;
    await this.#place(id, against, (target * target + scale - 1n) / scale);
    if (target !== size) await this.#place(id, !against, DENSE_UNITS);
  }

  async #place(id: number, against: boolean, units: bigint): Promise<void> {
    const voter = this.#account();
    await this.community.lease(voter, units + 1n, LEASED_UNTIL);
    await this.#pool(voter, "place", [id, against, 0n, units, []]);
    await this.#goByTheRule(voter);
  }

  /** With a single unit: so nobody abstains, however much they hold. */
  async #goByTheRule(voter: Address): Promise<void> {
    const placements = [{ option: BY_THE_RULE, permanent: 0n, leased: 1n }];
    await this.chain.send(voter, "Commitments", this.parts.Commitments, "cast", [COMMITMENT, placements, []]);
  }

  async topUp(amount: bigint): Promise<void> {
    await this.#pool(this.#account(), "topUp", [amount]);
  }

  async settle(round: FundingRound, rule: Rule): Promise<void> {
    const anyone = this.#account();
    await this.community.lease(anyone, 1n, LEASED_UNTIL);
    await this.#goByTheRule(anyone);
    await this.community.wait(DEADLINE * DAY);
    await this.#pool(anyone, "decide", [{ struck: [], guaranteed: [], lumpSum: 0n }]);
    const { order, funded } = orderOf(round, rule);
    const middle = Math.floor(order.length / 2);
    for (const page of [order.slice(0, middle), order.slice(middle)]) {
      if (page.length > 0) await this.#pool(anyone, "rank", [page]);
    }
    if ((await this.#read("phase")) === NOTING) await this.#pool(anyone, "note", [funded, zeroHash]);
    for (const id of funded) {
      await this.#pool(anyone, "claim", [id, this.chain.account(id - 1)]);
    }
  }

  async comparePledges(projects: readonly Project[]): Promise<string[]> {
    const disagreements: string[] = [];
    for (const [index, { id, T, M, votes }] of projects.entries()) {
      const view = (await this.#read("projectOf", [index + 1])) as { roots: bigint; matchNow: bigint; votes: bigint };
      const total = (view.roots * view.roots) >> FRACTION_BITS;
      if (total !== T) disagreements.push(`T of ${id} is ${total}, not ${T}`);
      if (view.matchNow !== M) disagreements.push(`M of ${id} is ${view.matchNow}, not ${M}`);
      if (view.votes !== votes) disagreements.push(`the votes of ${id} are ${view.votes}, not ${votes}`);
    }
    return disagreements;
  }

  async compareMatches(projects: readonly Project[], { match, left }: FundingRound[Rule]): Promise<string[]> {
    const disagreements: string[] = [];
    for (const [index, { id, pledges, team }] of projects.entries()) {
      const recipient = this.chain.account(index);
      const paid = (await this.chain.read("PlentyToken", this.parts.PlentyToken, "balanceOf", [recipient])) as bigint;
      const pledged = [...pledges, ...team].reduce((sum, amount) => sum + amount, 0n);
      const got = paid === 0n ? 0n : paid - pledged;
      const wanted = match[id] ?? 0n;
      if (got !== wanted) disagreements.push(`the match of ${id} is ${got}, not ${wanted}`);
    }
    const available = (await this.#read("available")) as bigint;
    if (available !== left) disagreements.push(`${available} are left, not ${left}`);
    return disagreements;
  }
}

/** In which order to rank, and which of them are funded: what the contract then verifies. */
function orderOf({ projects, pool }: FundingRound, rule: Rule): { order: number[]; funded: number[] } {
  const round = settleRound({
    projects: projects.map(({ pledges, team, ...project }) => ({ ...project, ...sumPledges(pledges, team) })),
    pool,
    rule,
  });
  const numbers = new Map(projects.map(({ id }, index) => [id, index + 1]));
  const queued = round.queue.map((id) => numbers.get(id) ?? 0);
  const order = [...queued, ...Array.from(numbers.values()).filter((number) => !queued.includes(number))];
  return { order, funded: order.filter((number) => round.projects[number - 1]?.isFunded === true) };
}
