import type { Address } from "viem";
import { unitsOf } from "../../test/model/weights.ts";
import type { PlacedUnits, ScoredCandidacy, Standing, VectorChain, VectorCommunity } from "./chain.ts";
import type { Expectation, Scenario, ScenarioBallot, ScenarioEvent } from "./format.ts";

const STAGES = ["none", "nominee", "candidate", "incumbent", "ended"];
/** Agreement asked of decaying scenarios: 1e-9 relative for votes, 1e-9 electorate-cycles for buckets. */
const PARTS = 1_000_000_000n;
/** A candidacy that nobody will ever have. */
const NOBODY = 2 ** 32 - 1;

/** How a scenario is played where it leaves a choice. */
export interface Manner {
  /** Whether ballots of a single placement take the short way. */
  short: boolean;
  /** Goes to the second in which the election is looked at, and closes past cycles or leaves that to others. */
  look(community: VectorCommunity, at: number): Promise<void>;
}

/** As the vectors ask for it: whoever looks closes what has passed. */
export function plainly(chain: VectorChain): Manner {
  return {
    short: false,
    look: async (community, at) => {
      await community.at(at);
      await community.advance(chain.account(0));
    },
  };
}

/** What became of a scenario: a line for each case that disagrees. */
export interface Verdict {
  cases: number;
  disagreements: string[];
}

interface Performer {
  chain: VectorChain;
  scenario: Scenario;
  manner: Manner;
}

/** Plays a scenario in a community of its own on a chain without any other, and compares what it expects. */
export async function perform(performer: Performer): Promise<Verdict> {
  const { chain, scenario, manner } = performer;
  const cases = scenario.expect.length;
  const performance = await Performance.found(chain, scenario, manner).catch(firstLine);
  if (typeof performance === "string") {
    return { cases, disagreements: Array(cases).fill(`not founded: ${performance}`) };
  }
  const disagreements: string[] = [];
  const stuck = (trouble: string): Verdict => ({
    cases,
    // What comes after an event that went wrong has nothing to be compared with.
    disagreements: [...disagreements, ...Array(Math.max(1, cases - compared)).fill(trouble)],
  });
  let compared = 0;
  let played = 0;
  for (const expectation of scenario.expect.toSorted((a, b) => a.afterEvent - b.afterEvent)) {
    const trouble = await performance.play(scenario.events.slice(played, expectation.afterEvent), played);
    if (trouble !== undefined) return stuck(trouble);
    played = expectation.afterEvent;
    const found = await performance.compare(expectation);
    if (found.length > 0) {
      disagreements.push(`after event ${played} at ${expectation.at}: ${found.join("; ")}`);
    }
    compared += 1;
  }
  const trouble = await performance.play(scenario.events.slice(played), played);
  return trouble === undefined ? { cases, disagreements } : stuck(trouble);
}

/** A candidacy by its name in the scenario. */
export interface NamedStanding extends Standing {
  name: string;
}

/** A scenario that is being played. */
export class Performance {
  readonly #voters = new Map<string, Address>();
  readonly #candidacies = new Map<string, number>();
  /** Units that an exact model would hold, of which the ballots' units are a part. */
  readonly #exact = new Map<string, bigint>();
  #nominated = 0;
  readonly #chain: VectorChain;
  readonly #scenario: Scenario;
  readonly #manner: Manner;

  private constructor(
    performer: Performer,
    private readonly community: VectorCommunity,
  ) {
    this.#chain = performer.chain;
    this.#scenario = performer.scenario;
    this.#manner = performer.manner;
  }

  /** In a community of its own on a chain without any other. */
  static async found(chain: VectorChain, scenario: Scenario, manner: Manner = plainly(chain)): Promise<Performance> {
    await chain.restart();
    const community = await chain.found({
      ...scenario,
      nominationFill: BigInt(scenario.nominationFill),
      stabilizationFill: BigInt(scenario.stabilizationFill),
      leases: scenario.events.some((event) => event.do === "lease"),
    });
    return new Performance({ chain, scenario, manner }, community);
  }

  /** The field at a second, as if all past cycles had been closed. */
  async standing(at: number): Promise<NamedStanding[]> {
    await this.community.wait(at);
    const names = new Map(Array.from(this.#candidacies, ([name, number]) => [number, name]));
    const field = await this.community.standing();
    return field.map(({ candidacy, stage, votes, bucket }) => {
      return { name: names.get(candidacy) ?? String(candidacy), candidacy, stage, votes, bucket };
    });
  }

  /** Plays events, of which the first is number `from`. @returns what went wrong, if anything did. */
  async play(events: readonly ScenarioEvent[], from: number): Promise<string | undefined> {
    for (const [index, event] of events.entries()) {
      const trouble = await this.#act(event);
      if (trouble !== undefined) return `event ${from + index} (${event.do}): ${trouble}`;
    }
    return undefined;
  }

  async #act(event: ScenarioEvent): Promise<string | undefined> {
    const act = await this.#prepare(event);
    await this.community.at(event.at);
    try {
      await act();
    } catch (error) {
      return event.reverts === true ? undefined : firstLine(error);
    }
    if (event.reverts === true) return "was accepted and had to be refused";
    // Candidacies are numbered as they come, from 1.
    if (event.do === "nominate") this.#candidacies.set(event.candidacy, ++this.#nominated);
    if (event.do === "credit") {
      const before = this.#exact.get(event.voter) ?? 0n;
      const { halfLife } = this.#scenario;
      this.#exact.set(event.voter, before + unitsOf(BigInt(event.value), BigInt(event.at), BigInt(halfLife)));
    }
    return undefined;
  }

  async #prepare(event: ScenarioEvent): Promise<() => Promise<unknown>> {
    const { community } = this;
    const account = this.#account(event.voter);
    switch (event.do) {
      case "credit":
        return () => community.credit(account, BigInt(event.value));
      case "lease":
        return () => community.lease(account, BigInt(event.value), event.until);
      case "withdraw":
        return this.#withdrawal(account);
      case "refresh":
        return () => community.refresh(account).catch(unlessNothingToRefresh);
      case "resign":
        return () => community.resign(account, this.#candidacy(event.candidacy));
      case "leave":
        return () => community.leave(account, this.#candidacy(event.candidacy));
      case "nominate":
        return this.#nomination(account, event);
      case "cast":
      default:
        return this.#casting(account, event);
    }
  }

  async #nomination(
    account: Address,
    { voter, ballot, candidacy }: Extract<ScenarioEvent, { do: "nominate" }>,
  ): Promise<() => Promise<unknown>> {
    const { placements, scores } = await this.#ballot(voter, ballot, candidacy);
    return () => this.community.nominate(account, placements, scores);
  }

  async #casting(
    account: Address,
    { voter, ballot }: Extract<ScenarioEvent, { do: "cast" }>,
  ): Promise<() => Promise<unknown>> {
    const { placements, scores } = await this.#ballot(voter, ballot);
    const [first, second] = placements;
    if (first === undefined) return this.#withdrawal(account);
    if (this.#manner.short && second === undefined && this.#scenario.method === "resource") {
      return () => this.community.place(account, first);
    }
    return () => this.community.cast(account, placements, scores);
  }

  /** The vectors let voters withdraw what they never cast; the contracts call that a mistake. */
  async #withdrawal(account: Address): Promise<() => Promise<unknown>> {
    const cast = await this.community.hasBallot(account);
    return async () => (cast ? this.community.withdraw(account) : undefined);
  }

  async #ballot(
    voter: string,
    ballot: ScenarioBallot,
    nominee?: string,
  ): Promise<{ placements: PlacedUnits[]; scores: ScoredCandidacy[] }> {
    const decays = this.#scenario.halfLife !== 0;
    const held = decays ? await this.community.units(this.#account(voter)) : 0n;
    const exact = this.#exact.get(voter) ?? 0n;
    // Where weight decays, units that are off by a trillionth are spent in the same proportion.
    const fraction = (units: bigint): bigint => (decays && exact !== 0n ? (units * held) / exact : units);
    const number = (name: string): number => (name === nominee ? 0 : this.#candidacy(name));
    const filled = ({ permanent, leased }: PlacedUnits): boolean => permanent + leased > 0n;

    if (ballot.method === "score") {
      const { approve, disapprove } = ballot;
      const placements = [
        { candidacy: 0, against: false, permanent: fraction(approve.permanent), leased: approve.leased },
        { candidacy: 0, against: true, permanent: fraction(disapprove.permanent), leased: disapprove.leased },
      ];
      const scores = ballot.scores.map(({ candidacy, score }) => ({ candidacy: number(candidacy), score }));
      return { placements: placements.filter(filled), scores: scores.toSorted((a, b) => a.candidacy - b.candidacy) };
    }
    const placements = ballot.placements.map(({ candidacy, against, permanent, leased }) => {
      return { candidacy: number(candidacy), against, permanent: fraction(permanent), leased };
    });
    return { placements: placements.filter(filled).toSorted((a, b) => a.candidacy - b.candidacy), scores: [] };
  }

  /** What disagrees. */
  async compare(expectation: Expectation): Promise<string[]> {
    const { community } = this;
    await this.#manner.look(community, expectation.at);
    const disagreements: string[] = [];
    const differ = (what: string, got: unknown, wanted: unknown): unknown =>
      disagreements.push(`${what} is ${String(got)}, not ${String(wanted)}`);

    const cycle = await community.cycle();
    if (cycle !== expectation.cycle) differ("the cycle", cycle, expectation.cycle);
    if (expectation.electorateNow !== undefined) {
      const electorate = await community.electorate();
      const wanted = BigInt(expectation.electorateNow);
      if (!this.#near(electorate, wanted)) differ("the electorate", electorate, wanted);
    }
    const standing = new Map((await community.standing()).map((entry) => [entry.candidacy, entry]));
    for (const [name, wanted] of Object.entries(expectation.candidacies)) {
      const id = this.#candidacy(name);
      const entry = standing.get(id);
      standing.delete(id);
      if (entry === undefined) {
        differ(name, "not in the field", wanted.status);
        continue;
      }
      const stage = STAGES[entry.stage];
      if (stage !== wanted.status) differ(name, stage, wanted.status);
      if (!this.#near(entry.votes, BigInt(wanted.votes100))) {
        differ(`votes100 of ${name}`, entry.votes, wanted.votes100);
      }
      const off = entry.bucket - BigInt(wanted.bucket);
      const allowed = this.#scenario.halfLife === 0 ? 0n : 10n ** 18n / PARTS;
      if (off > allowed || -off > allowed) differ(`the bucket of ${name}`, entry.bucket, wanted.bucket);
    }
    for (const id of standing.keys()) disagreements.push(`candidacy ${id} is in the field and was not expected`);
    return disagreements;
  }

  #near(got: bigint, wanted: bigint): boolean {
    const size = wanted < 0n ? -wanted : wanted;
    const allowed = this.#scenario.halfLife === 0 ? 0n : size / PARTS + 1n;
    return got - wanted <= allowed && wanted - got <= allowed;
  }

  #account(voter: string): Address {
    const known = this.#voters.get(voter);
    if (known !== undefined) return known;
    const account = this.#chain.account(this.#voters.size);
    this.#voters.set(voter, account);
    return account;
  }

  #candidacy(name: string): number {
    return this.#candidacies.get(name) ?? NOBODY;
  }
}

/** The vectors let anybody refresh a ballot whose lease has not been renewed; the contracts call that a mistake too. */
function unlessNothingToRefresh(error: unknown): void {
  if (!firstLine(error).includes("BallotNotRefreshable")) throw error;
}

/** What an error says, without where it came from. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
