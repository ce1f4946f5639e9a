import type { Address } from "viem";
import { unitsOf } from "../../test/model/weights.ts";
import type { OptionPlacement, VectorChain, VectorCommitments, VectorCommunity } from "./chain.ts";
import type { CommitmentEvent, CommitmentScenario } from "./format.ts";
import { firstLine, type Verdict } from "./performance.ts";

/** Agreement asked of support: 1e-9 relative, and of a thousand for the rounding. */
const PARTS = 1_000_000_000n;
const DUST = 1_000n;
const NOTHING = "nothing";
/** An option that nobody will ever add. */
const NO_OPTION = 2 ** 16 - 2;

/** Plays a scenario in a community of its own on a chain without any other, and compares what it came to. */
export async function performCommitment(chain: VectorChain, scenario: CommitmentScenario): Promise<Verdict> {
  const performance = await Performance.found(chain, scenario).catch(firstLine);
  if (typeof performance === "string") return { cases: 1, disagreements: [`not founded: ${performance}`] };
  for (const [index, event] of scenario.events.entries()) {
    const trouble = await performance.act(event).catch(firstLine);
    if (trouble !== undefined) return { cases: 1, disagreements: [`event ${index} (${event.do}): ${trouble}`] };
  }
  const disagreements = await performance.compare();
  return { cases: 1, disagreements: disagreements.length > 0 ? [disagreements.join("; ")] : [] };
}

class Performance {
  readonly #voters = new Map<string, Address>();
  /** Units that an exact model would hold, of which the ballots' units are a part. */
  readonly #exact = new Map<string, bigint>();
  #options: readonly string[] = [NOTHING];
  #deadline = 0;

  private constructor(
    private readonly chain: VectorChain,
    private readonly scenario: CommitmentScenario,
    private readonly community: VectorCommunity,
    private readonly commitments: VectorCommitments,
  ) {}

  static async found(chain: VectorChain, scenario: CommitmentScenario): Promise<Performance> {
    await chain.restart();
    const community = await chain.found({
      ...scenario,
      method: "resource",
      seats: 1,
      nominationFill: 0n,
      stabilizationFill: 10n ** 18n,
      leases: false,
      // The root election is the first of the others.
      offices: scenario.others - 1,
    });
    return new Performance(chain, scenario, community, await chain.installCommitments(community));
  }

  async act(event: CommitmentEvent): Promise<string | undefined> {
    const act = await this.#prepare(event);
    if (act === undefined) return undefined;
    await this.community.at(event.at);
    await act();
    return undefined;
  }

  async #prepare(event: CommitmentEvent): Promise<(() => Promise<unknown>) | undefined> {
    const { cycle, convictionHalfLife, halfLife } = this.scenario;
    if (event.do === "open") {
      if (event.deadline % cycle !== 0) return Promise.reject(new Error("the deadline is not the end of a cycle"));
      this.#options = [NOTHING, ...event.options];
      this.#deadline = event.deadline;
      const parameters = { halfLife: convictionHalfLife, deadline: event.deadline / cycle };
      return () => this.commitments.open(parameters, event.options.length);
    }
    const account = this.#account(event.voter);
    if (event.do === "credit") {
      const units = unitsOf(BigInt(event.value), BigInt(event.at), BigInt(halfLife));
      this.#exact.set(event.voter, (this.#exact.get(event.voter) ?? 0n) + units);
      return () => this.community.credit(account, BigInt(event.value));
    }
    const placements = await this.#placements(event.voter, event.place);
    if (placements.length > 0) return () => this.commitments.cast(account, placements);
    // The vectors let voters withdraw what they never cast; the contracts call that a mistake.
    return (await this.commitments.hasBallot(account)) ? () => this.commitments.withdraw(account) : undefined;
  }

  async #placements(voter: string, place: Readonly<Record<string, string>>): Promise<OptionPlacement[]> {
    const held = await this.community.units(this.#account(voter));
    const exact = this.#exact.get(voter) ?? 0n;
    return Object.entries(place)
      .map(([name, text]) => {
        // Where weight decays, units that are off by a trillionth are spent in the same proportion.
        const permanent = held === exact ? BigInt(text) : (BigInt(text) * held) / exact;
        const option = this.#options.indexOf(name);
        return { option: option < 0 ? NO_OPTION : option, permanent, leased: 0n };
      })
      .filter(({ permanent }) => permanent > 0n)
      .toSorted((a, b) => a.option - b.option);
  }

  /** What disagrees at the deadline: as it is seen then, and once it is closed. */
  async compare(): Promise<string[]> {
    const { expect } = this.scenario;
    await this.community.wait(this.#deadline);
    const seen = await this.commitments.supports();
    await this.commitments.advance(this.chain.account(0));
    const supports = await this.commitments.supports();
    const disagreements = this.#options.flatMap((name, option) => {
      const [got, wanted] = [supports[option] ?? 0n, BigInt(expect.support[name] ?? 0)];
      const off = got > wanted ? got - wanted : wanted - got;
      if (got !== seen[option]) return [`support of ${name} is ${got}, and was seen as ${String(seen[option])}`];
      return off > wanted / PARTS + DUST ? [`support of ${name} is ${got}, not ${wanted}`] : [];
    });
    const winner = this.#options[await this.commitments.winner()];
    if (winner !== expect.outcome) disagreements.push(`the outcome is ${String(winner)}, not ${expect.outcome}`);
    return disagreements;
  }

  #account(voter: string): Address {
    const account = this.#voters.get(voter) ?? this.chain.account(this.#voters.size);
    this.#voters.set(voter, account);
    return account;
  }
}
