/** The vectors' format, and how a scenario is played through the model. */
import {
  Election,
  type BallotInput,
  type CandidacyView,
  type Method,
  type PileInput,
  type Stage,
} from "./elections.ts";
import { Refused, smaller, Weights, type Scaling } from "./weights.ts";

/** One placement of a scenario that knows leases. */
export interface LeasedPlacement {
  sign: number;
  permanent: string;
  leased: string;
}

/** A pile of a score ballot that knows leases. */
export interface PileJson {
  permanent: string;
  leased: string;
}

/** `{place: {candidacy: signed units}}`, `{approve, disapprove, scores}`, or `{candidacy: placement}` where leases exist. */
export type BallotJson =
  | { place: Record<string, string> }
  | { approve: string | PileJson; disapprove: string | PileJson; scores: Record<string, number> }
  | Record<string, LeasedPlacement>;

type Action =
  | { do: "credit"; voter: string; value: string }
  | { do: "lease"; voter: string; value: string; until: number }
  | { do: "nominate"; candidacy: string; voter: string; ballot: BallotJson }
  | { do: "cast"; voter: string; ballot: BallotJson }
  | { do: "withdraw" | "refresh"; voter: string }
  | { do: "resign" | "leave"; candidacy: string; voter: string };

/** `at` counts seconds from genesis; `reverts` marks what must be refused and change nothing. */
export type Event = { at: number } & Action & { reverts?: true };

export interface CandidacyJson {
  status: Stage;
  votes100: string;
  bucket: string;
}

/** What is to be seen at `at`, after the first `afterEvent` events. */
export interface Expectation {
  afterEvent: number;
  at: number;
  cycle: number;
  electorateNow?: string;
  candidacies: Record<string, CandidacyJson>;
}

export interface Scenario {
  cycle: number;
  halfLife: number;
  method: Method;
  /** Quadratic unless it says otherwise. */
  scaling?: Scaling;
  seats: number;
  nominationFill: string;
  stabilizationFill: string;
  events: Event[];
  expect: Expectation[];
}

export interface ScenarioFile {
  kind: "elections" | "leases";
  note: string;
  scenarios: Scenario[];
}

export type Setting = Omit<Scenario, "events" | "expect">;

/** A community with one election for an office, on a clock. */
export class Play {
  readonly weights: Weights;
  readonly election: Election;

  constructor(readonly setting: Setting) {
    this.weights = new Weights(BigInt(setting.halfLife), setting.scaling);
    this.election = new Election(this.weights, {
      kind: "office",
      method: setting.method,
      seats: setting.seats,
      nominationFill: BigInt(setting.nominationFill),
      stabilizationFill: BigInt(setting.stabilizationFill),
    });
  }

  /** Closes every cycle that ends by `at`, one by one. */
  advanceTo(at: number): void {
    while ((this.weights.cycle + 1) * this.setting.cycle <= at) {
      this.election.closeCycle();
      this.weights.closeCycle();
    }
  }

  /** @throws Refused */
  act(event: Event): void {
    this.advanceTo(event.at);
    const { weights, election } = this;
    switch (event.do) {
      case "credit":
        weights.credit(event.voter, BigInt(event.value), BigInt(event.at));
        return;
      case "lease":
        weights.setLease(event.voter, { units: BigInt(event.value), until: event.until });
        return;
      case "nominate":
        election.nominate(event.voter, event.candidacy, this.ballotOf(event.voter, event.ballot));
        return;
      case "cast":
        election.cast(event.voter, this.ballotOf(event.voter, event.ballot));
        return;
      case "withdraw":
        election.withdraw(event.voter);
        return;
      case "refresh":
        election.refresh(event.voter);
        return;
      case "resign":
        election.resign(event.voter, event.candidacy);
        return;
      case "leave":
        election.leave(event.voter, event.candidacy);
    }
  }

  /** Plays an event that may be marked as one that reverts. @returns what is wrong with it, if anything is. */
  attempt(event: Event): string | undefined {
    try {
      this.act(event);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return event.reverts === true ? undefined : `refused: ${error.reason}`;
    }
    return event.reverts === true ? "not refused" : undefined;
  }

  expectation(afterEvent: number, at: number, withElectorate: boolean): Expectation {
    this.advanceTo(at);
    const candidacies: Record<string, CandidacyJson> = {};
    for (const [name, view] of this.election.view()) candidacies[name] = jsonOf(view);
    return {
      afterEvent,
      at,
      cycle: this.weights.cycle,
      ...(withElectorate ? { electorateNow: this.weights.electorateNow().toString() } : {}),
      candidacies,
    };
  }

  private ballotOf(voter: string, json: BallotJson): BallotInput {
    const free = this.weights.free(voter, this.election.place);
    /**
     * Where weight decays, a vector's units are those of its author's index; one that is a unit short (an index is only
     * good to 1e-12) places what there is.
     */
    const held = (units: bigint): bigint => {
      if (this.setting.halfLife === 0) return units;
      const granted = smaller(units, free.permanent);
      free.permanent -= granted;
      return granted;
    };
    const permanent = (units: bigint): PileInput => ({ permanent: held(units), leased: 0n });

    const pile = (given: string | PileJson): PileInput => {
      const { permanent, leased } = pileOf(given);
      return { permanent: held(permanent), leased };
    };

    if (isScoreBallot(json)) {
      return {
        method: "score",
        approve: pile(json.approve),
        disapprove: pile(json.disapprove),
        scores: Object.entries(json.scores).map(([candidacy, score]) => ({ candidacy, score })),
      };
    }
    if (isPlainBallot(json)) {
      return {
        method: "resource",
        placements: Object.entries(json.place).map(([candidacy, signed]) => {
          const units = BigInt(signed);
          const sign = units < 0n ? -1 : 1;
          return { candidacy, sign, ...permanent(units < 0n ? -units : units) };
        }),
      };
    }
    return {
      method: "resource",
      placements: Object.entries(json).map(([candidacy, placement]) => ({
        candidacy,
        sign: placement.sign < 0 ? -1 : 1,
        permanent: held(BigInt(placement.permanent)),
        leased: BigInt(placement.leased),
      })),
    };
  }
}

/** Units of a pile, written in either way. */
export function pileOf(json: string | PileJson): PileInput {
  if (typeof json === "string") return { permanent: BigInt(json), leased: 0n };
  return { permanent: BigInt(json.permanent), leased: BigInt(json.leased) };
}

export function isScoreBallot(json: BallotJson): json is Extract<BallotJson, { scores: object }> {
  return "scores" in json && "approve" in json;
}

export function isPlainBallot(json: BallotJson): json is { place: Record<string, string> } {
  return "place" in json && !("sign" in json.place);
}

function jsonOf(view: CandidacyView): CandidacyJson {
  return { status: view.status, votes100: view.votes100.toString(), bucket: view.bucket.toString() };
}
