import type { Address } from "viem";
import { unitsOf } from "../../test/model/weights.ts";
import type { PlacedUnits, VectorChain, VectorCommunity } from "./chain.ts";
import type { Expectation, Scenario, ScenarioBallot, ScenarioEvent, VectorFile } from "./format.ts";

const STAGES = ["none", "nominee", "candidate", "incumbent", "ended"];
const MOST_CYCLE = 90 * 86_400;
/** Agreement asked of decaying scenarios: 1e-9 relative for votes, 1e-9 electorate-cycles for buckets. */
const PARTS = 1_000_000_000n;
const DECAY_PARTS = 1_000_000_000_000n;

/** One line for each disagreement, and how many cases were compared. */
export interface Report {
  cases: number;
  disagreements: string[];
}

/** Feeds one file through the contracts. `tick` is called after every case. */
export async function playFile(chain: VectorChain, file: VectorFile, tick: () => void): Promise<Report> {
  if (file.kind === "decay") return playDecay(chain, file.cases, tick);
  if (file.kind === "votes") return playVotes(chain, file.cases, tick);
  const report: Report = { cases: 0, disagreements: [] };
  for (const [index, scenario] of file.scenarios.entries()) {
    const found = await new Performance(chain, scenario).run();
    report.cases += scenario.expect.length;
    report.disagreements.push(...found.map((text) => `scenario ${index}, ${text}`));
    tick();
  }
  return report;
}

type Cases<Kind> = Extract<VectorFile, { kind: Kind }> extends { cases: infer List } ? List : never;

async function playDecay(chain: VectorChain, cases: Cases<"decay">, tick: () => void): Promise<Report> {
  const communities = new Map<number, VectorCommunity>();
  const disagreements: string[] = [];
  for (const [index, { halfLife, elapsed, value, units }] of cases.entries()) {
    const community = communities.get(halfLife) ?? (await chain.found({ ...PLAIN, halfLife }));
    communities.set(halfLife, community);
    const exact = BigInt(units);
    const got = await community.unitsFor(BigInt(value), elapsed);
    const least = exact - exact / DECAY_PARTS - 1n;
    if (got > exact || got < least) disagreements.push(`case ${index}: units ${got}, not ${exact}`);
    tick();
  }
  return { cases: cases.length, disagreements };
}

async function playVotes(chain: VectorChain, cases: Cases<"votes">, tick: () => void): Promise<Report> {
  const community = await chain.found(PLAIN);
  const disagreements: string[] = [];
  for (const [index, { units, votes }] of cases.entries()) {
    const got = await community.votesOf(BigInt(units));
    if (got !== BigInt(votes)) disagreements.push(`case ${index}: votes ${got}, not ${votes}`);
    tick();
  }
  return { cases: cases.length, disagreements };
}

const PLAIN = {
  cycle: 86_400,
  halfLife: 0,
  method: "resource" as const,
  seats: 1,
  nominationFill: 0n,
  stabilizationFill: 10n ** 18n,
  leases: false,
};

/** One scenario, played and compared. */
class Performance {
  readonly #voters = new Map<string, Address>();
  readonly #candidacies = new Map<string, number>();
  /** Units that an exact model would hold, of which the ballots' units are a part. */
  readonly #exact = new Map<string, bigint>();
  #nominated = 0;

  constructor(
    private readonly chain: VectorChain,
    private readonly scenario: Scenario,
  ) {}

  async run(): Promise<string[]> {
    const { scenario } = this;
    if (scenario.cycle > MOST_CYCLE) return [`a cycle of ${scenario.cycle} s is longer than any kernel's`];
    const community = await this.chain.found({
      cycle: scenario.cycle,
      halfLife: scenario.halfLife,
      method: scenario.method,
      seats: scenario.seats,
      nominationFill: BigInt(scenario.nominationFill),
      stabilizationFill: BigInt(scenario.stabilizationFill),
      leases: scenario.events.some((event) => event.do === "lease"),
    });
    const disagreements: string[] = [];
    let played = 0;
    for (const expectation of scenario.expect) {
      for (; played < expectation.afterEvent; played += 1) {
        const event = scenario.events[played];
        if (event === undefined) return [...disagreements, `there is no event ${played}`];
        const trouble = await this.#act(community, event);
        if (trouble !== undefined) return [...disagreements, `event ${played} (${event.do}): ${trouble}`];
      }
      const found = await this.#compare(community, expectation);
      disagreements.push(...found.map((text) => `after event ${expectation.afterEvent} at ${expectation.at}: ${text}`));
    }
    return disagreements;
  }

  /** What went wrong, or nothing. */
  async #act(community: VectorCommunity, event: ScenarioEvent): Promise<string | undefined> {
    // A block mined for a look must not take the second that belongs to the event, so the clock is set last.
    const perform = await this.#prepare(community, event);
    await community.at(event.at);
    try {
      await perform();
    } catch (error) {
      return event.reverts === true ? undefined : firstLine(error);
    }
    if (event.reverts === true) return "was accepted and had to be refused";
    if (event.do === "nominate") this.#candidacies.set(event.candidacy, (this.#nominated += 1));
    if (event.do === "credit") {
      const before = this.#exact.get(event.voter) ?? 0n;
      const { halfLife } = this.scenario;
      this.#exact.set(event.voter, before + unitsOf(BigInt(event.value), BigInt(event.at), BigInt(halfLife)));
    }
    return undefined;
  }

  async #prepare(community: VectorCommunity, event: ScenarioEvent): Promise<() => Promise<unknown>> {
    const account = this.#account(event.voter);
    switch (event.do) {
      case "credit":
        return () => community.credit(account, BigInt(event.value));
      case "lease":
        return () => community.lease(account, BigInt(event.value), event.until);
      case "withdraw":
        return (await community.hasBallot(account)) ? () => community.withdraw(account) : nothing;
      case "refresh":
        return () => community.refresh(account).catch(unlessNothingToRefresh);
      case "resign":
        return () => community.resign(account, this.#candidacy(event.candidacy));
      case "leave":
        return () => community.leave(account, this.#candidacy(event.candidacy));
      case "nominate": {
        const { placements, scores } = await this.#ballot(community, event, event.ballot, event.candidacy);
        return () => community.nominate(account, placements, scores);
      }
      case "cast": {
        const { placements, scores } = await this.#ballot(community, event, event.ballot);
        if (placements.length > 0) return () => community.cast(account, placements, scores);
        return (await community.hasBallot(account)) ? () => community.withdraw(account) : nothing;
      }
    }
  }

  async #ballot(community: VectorCommunity, event: ScenarioEvent, ballot: ScenarioBallot, nominee?: string) {
    const held = this.scenario.halfLife === 0 ? 0n : await community.units(this.#account(event.voter));
    const exact = this.#exact.get(event.voter) ?? 0n;
    const fraction = (units: bigint) => (this.scenario.halfLife === 0 || exact === 0n ? units : (units * held) / exact);
    const number = (name: string) => (name === nominee ? 0 : this.#candidacy(name));
    let placements: PlacedUnits[];
    const scores: { candidacy: number; score: number }[] = [];
    if ("approve" in ballot && typeof ballot.approve === "string" && "scores" in ballot) {
      const pile = (against: boolean, units: string) => ({
        candidacy: 0,
        against,
        permanent: fraction(BigInt(units)),
        leased: 0n,
      });
      placements = [pile(false, ballot.approve), pile(true, String(ballot.disapprove))];
      for (const [name, score] of Object.entries(ballot.scores))
        scores.push({ candidacy: number(name), score: Number(score) });
      scores.sort((a, b) => a.candidacy - b.candidacy);
    } else if ("place" in ballot) {
      placements = Object.entries(ballot.place).map(([name, text]) => {
        const units = BigInt(String(text));
        const permanent = fraction(units < 0n ? -units : units);
        return { candidacy: number(name), against: units < 0n, permanent, leased: 0n };
      });
    } else {
      placements = Object.entries(ballot).map(([name, placed]) => ({
        candidacy: number(name),
        against: placed.sign < 0,
        permanent: fraction(BigInt(placed.permanent)),
        leased: BigInt(placed.leased),
      }));
    }
    placements = placements.filter((placement) => placement.permanent + placement.leased > 0n);
    if (scores.length === 0) placements.sort((a, b) => a.candidacy - b.candidacy);
    return { placements, scores };
  }

  async #compare(community: VectorCommunity, expectation: Expectation): Promise<string[]> {
    await community.at(expectation.at);
    await community.advance(this.chain.account(0));
    const disagreements: string[] = [];
    const cycle = await community.cycle();
    if (cycle !== expectation.cycle) disagreements.push(`cycle ${cycle}, not ${expectation.cycle}`);
    if (expectation.electorateNow !== undefined) {
      const electorate = await community.electorate();
      const wanted = BigInt(expectation.electorateNow);
      if (!this.#near(electorate, wanted)) disagreements.push(`electorate ${electorate}, not ${wanted}`);
    }
    const standing = new Map((await community.standing()).map((entry) => [entry.candidacy, entry]));
    for (const [name, wanted] of Object.entries(expectation.candidacies)) {
      const id = this.#candidacies.get(name);
      const entry = id === undefined ? undefined : standing.get(id);
      if (id !== undefined) standing.delete(id);
      if (entry === undefined) {
        disagreements.push(`${name} is not in the field`);
        continue;
      }
      const stage = STAGES[entry.stage];
      if (stage !== wanted.status) disagreements.push(`${name} is ${stage}, not ${wanted.status}`);
      if (!this.#near(entry.votes, BigInt(wanted.votes100))) {
        disagreements.push(`${name} has ${entry.votes} hundredths of votes, not ${wanted.votes100}`);
      }
      const off = entry.bucket - BigInt(wanted.bucket);
      const allowed = this.scenario.halfLife === 0 ? 0n : 10n ** 18n / PARTS;
      if (off > allowed || -off > allowed)
        disagreements.push(`${name} has the bucket ${entry.bucket}, not ${wanted.bucket}`);
    }
    for (const id of standing.keys()) disagreements.push(`candidacy ${id} is in the field and was not expected`);
    return disagreements;
  }

  #near(got: bigint, wanted: bigint): boolean {
    const size = wanted < 0n ? -wanted : wanted;
    const allowed = this.scenario.halfLife === 0 ? 0n : size / PARTS + 1n;
    return got - wanted <= allowed && wanted - got <= allowed;
  }

  #account(voter: string): Address {
    const known = this.#voters.get(voter);
    if (known !== undefined) return known;
    const account = this.chain.account(this.#voters.size);
    this.#voters.set(voter, account);
    return account;
  }

  #candidacy(name: string): number {
    const id = this.#candidacies.get(name);
    if (id === undefined) throw new RangeError(`nobody called ${name} was nominated`);
    return id;
  }
}

/** The vectors let voters withdraw what they never cast; the contracts call that a mistake. */
async function nothing(): Promise<void> {}

/** As they let anybody refresh a ballot whose lease has not been renewed. */
function unlessNothingToRefresh(error: unknown): void {
  if (!firstLine(error).includes("BallotNotRefreshable")) throw error;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
