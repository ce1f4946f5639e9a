/**
 * One election (section 3 of the design), stepped one cycle at a time. Votes are counted anew from the ballots whenever
 * they are asked for, and no cycle is ever skipped: what a quick implementation has to come out equal to.
 */
import { divideDown, larger, pileVotes, Refused, smaller, type Pile, type Weights } from "./weights.ts";

export type Method = "resource" | "score";
export type Stage = "nominee" | "candidate" | "incumbent";

export interface Terms {
  kind: "document" | "office";
  method: Method;
  seats: number;
  nominationFill: bigint;
  stabilizationFill: bigint;
}

/** Weight for a pile; the leased part ends with the voter's lease as it stands when it is placed. */
export interface PileInput {
  permanent: bigint;
  leased: bigint;
}

export interface ResourceInput {
  method: "resource";
  placements: readonly (PileInput & { candidacy: string; sign: 1 | -1 })[];
}

export interface ScoreInput {
  method: "score";
  approve: PileInput;
  disapprove: PileInput;
  scores: readonly { candidacy: string; score: number }[];
}

/** What a voter casts, naming candidacies. */
export type BallotInput = ResourceInput | ScoreInput;

/** What stands: piles of placed weight, and what each candidacy gets of them. */
interface Ballot {
  piles: Pile[];
  marks: Map<Candidacy, { pile: Pile; factor: bigint }>;
}

export interface Candidacy {
  readonly name: string;
  readonly owner: string;
  /** Place in the order of nomination. */
  readonly number: number;
  stage: Stage;
  /** The nomination bucket of a nominee, the stabilization bucket of a candidate, 0 for an incumbent; WAD. */
  bucket: bigint;
  /** When the seat was taken, in the order of all seatings. */
  seating: number;
}

export interface CandidacyView {
  status: Stage;
  votes100: bigint;
  bucket: bigint;
}

const FIELD_SIZE = 32;
const WAD = 10n ** 18n;

export class Election {
  /** The live candidacies, in the order of nomination. */
  readonly field: Candidacy[] = [];
  private readonly ballots = new Map<string, Ballot>();
  private nominations = 0;
  private seatings = 0;

  constructor(
    private readonly weights: Weights,
    readonly terms: Terms,
    /** Tells this election's placements from others of the same voters. */
    readonly place = "election",
  ) {}

  // Voters

  /** Opens a candidacy with a ballot that gives it more than 0 votes (section 3, the field). */
  nominate(voter: string, name: string, input: BallotInput): void {
    if (this.field.some((other) => other.name === name)) throw new Refused("CandidacyExists");
    if (this.field.some((other) => other.owner === voter)) throw new Refused("AlreadyStanding");
    const nominee: Candidacy = {
      name,
      owner: voter,
      number: this.nominations,
      stage: "nominee",
      bucket: 0n,
      seating: 0,
    };
    const full = this.field.length >= FIELD_SIZE;
    // The voter's previous ballot is released first, and the new one not in yet: neither props up the weakest.
    const weakest = full ? this.weakestOutsider(voter) : undefined;
    const ballot = this.prepare(voter, input, [...this.field.filter((other) => other !== weakest), nominee]);
    const opening = this.markVotes100(ballot, nominee);
    if (opening <= 0n) throw new Refused("NominationWithoutVotes");
    if (full) {
      if (weakest === undefined || opening <= this.votes100(weakest, voter)) throw new Refused("FieldFull");
      this.end(weakest);
    }
    this.nominations += 1;
    this.field.push(nominee);
    this.setBallot(voter, ballot);
  }

  /** Replaces the voter's ballot; one with nothing on it is a withdrawal. */
  cast(voter: string, input: BallotInput): void {
    this.setBallot(voter, this.prepare(voter, input, this.field));
  }

  withdraw(voter: string): void {
    this.setBallot(voter, { piles: [], marks: new Map() });
  }

  /** An incumbent steps down and is a candidate with an empty bucket (section 3). */
  resign(voter: string, name: string): void {
    const candidacy = this.owned(voter, name);
    if (candidacy.stage !== "incumbent") throw new Refused("NotIncumbent");
    candidacy.stage = "candidate";
    candidacy.bucket = 0n;
  }

  /** The owner withdraws the candidacy. An incumbent document cannot be: something has to be in force. */
  leave(voter: string, name: string): void {
    const candidacy = this.owned(voter, name);
    if (this.terms.kind === "document" && candidacy.stage === "incumbent") throw new Refused("IncumbentDocument");
    this.end(candidacy);
  }

  /** Leased parts that still count get the lease's present `until`; what has ended stays ended (section 2.4). */
  refresh(voter: string): void {
    const ballot = this.ballots.get(voter);
    const { lease } = this.weights.account(voter);
    for (const pile of ballot?.piles ?? []) {
      if (pile.leased > 0n && pile.until > this.weights.cycle) pile.until = lease.until;
    }
  }

  // Cycles

  /** Closes the running cycle. To be called with the votes of its very end, before `weights` closes it. */
  closeCycle(): void {
    const electorate = this.weights.electorateNow();
    if (electorate === 0n) return;
    const before = this.field.map((candidacy) => ({ candidacy, stage: candidacy.stage }));
    const share = (votes100: bigint): bigint => divideDown(votes100 * WAD, 100n * electorate);
    const bar100 = this.bar100();

    for (const { candidacy, stage } of before) {
      if (stage !== "candidate") continue;
      const grown = candidacy.bucket + share(this.votes100(candidacy) - bar100);
      candidacy.bucket = smaller(this.terms.stabilizationFill, larger(0n, grown));
    }

    this.seat(bar100);

    for (const { candidacy, stage } of before) {
      if (stage !== "nominee") continue;
      candidacy.bucket = larger(0n, candidacy.bucket + share(this.votes100(candidacy)));
      if (candidacy.bucket < this.terms.nominationFill) continue;
      candidacy.stage = "candidate";
      candidacy.bucket = 0n;
    }
  }

  private bar100(): bigint {
    const weakest = this.weakestIncumbent();
    return this.vacant() || weakest === undefined ? 0n : larger(0n, this.votes100(weakest));
  }

  /** At most one seat changes per cycle. */
  private seat(bar100: bigint): void {
    let winner: Candidacy | undefined;
    for (const candidacy of this.field) {
      if (candidacy.stage !== "candidate" || candidacy.bucket !== this.terms.stabilizationFill) continue;
      if (this.votes100(candidacy) <= bar100) continue;
      // Only more votes replace an earlier candidacy: of equals the earlier one is seated.
      if (winner === undefined || this.votes100(candidacy) > this.votes100(winner)) winner = candidacy;
    }
    if (winner === undefined) return;
    if (!this.vacant()) {
      const displaced = this.weakestIncumbent();
      if (displaced !== undefined) displaced.stage = "candidate";
    }
    winner.stage = "incumbent";
    winner.bucket = 0n;
    this.seatings += 1;
    winner.seating = this.seatings;
    if (this.vacant()) return;
    for (const candidacy of this.field) {
      if (candidacy.stage === "candidate") candidacy.bucket = 0n;
    }
  }

  // What stands

  vacant(): boolean {
    return this.incumbents().length < this.terms.seats;
  }

  incumbents(): Candidacy[] {
    return this.field.filter((candidacy) => candidacy.stage === "incumbent");
  }

  /** 100 × votes in the running cycle, exactly; without the ballot of `except`, if given. */
  votes100(candidacy: Candidacy, except?: string): bigint {
    let sum = 0n;
    for (const [voter, ballot] of this.ballots) {
      if (voter !== except) sum += this.markVotes100(ballot, candidacy);
    }
    return sum;
  }

  view(): Map<string, CandidacyView> {
    return new Map(
      this.field.map((candidacy) => [
        candidacy.name,
        { status: candidacy.stage, votes100: this.votes100(candidacy), bucket: candidacy.bucket },
      ]),
    );
  }

  hasBallot(voter: string): boolean {
    return this.ballots.has(voter);
  }

  private markVotes100(ballot: Ballot, candidacy: Candidacy): bigint {
    const mark = ballot.marks.get(candidacy);
    return mark === undefined ? 0n : mark.factor * pileVotes(mark.pile, this.weights.cycle, this.weights.scaling);
  }

  /** Among incumbents with equal votes the one seated last is the weakest. */
  private weakestIncumbent(): Candidacy | undefined {
    const [first, ...rest] = this.incumbents().sort((a, b) => b.seating - a.seating);
    if (first === undefined) return undefined;
    return rest.reduce((weakest, other) => (this.votes100(other) < this.votes100(weakest) ? other : weakest), first);
  }

  /** Of equally weak ones the latest nominated. */
  private weakestOutsider(except: string): Candidacy | undefined {
    const [first, ...rest] = this.field.filter((candidacy) => candidacy.stage !== "incumbent").reverse();
    if (first === undefined) return undefined;
    return rest.reduce(
      (weakest, other) => (this.votes100(other, except) < this.votes100(weakest, except) ? other : weakest),
      first,
    );
  }

  private owned(voter: string, name: string): Candidacy {
    const candidacy = this.field.find((other) => other.name === name);
    if (candidacy === undefined) throw new Refused("NoSuchCandidacy");
    if (candidacy.owner !== voter) throw new Refused("NotTheOwner");
    return candidacy;
  }

  /** Checks what is cast, and turns it into what would stand. Changes nothing. */
  private prepare(voter: string, input: BallotInput, field: readonly Candidacy[]): Ballot {
    if (input.method !== this.terms.method) throw new Refused("WrongMethod");
    const { until } = this.weights.account(voter).lease;
    const ballot: Ballot = { piles: [], marks: new Map() };
    const pileOf = ({ permanent, leased }: PileInput): Pile => {
      const pile = { permanent, leased, until: leased > 0n ? until : 0 };
      ballot.piles.push(pile);
      return pile;
    };
    const mark = (name: string, pile: Pile, factor: bigint): void => {
      // What has ended can take no more (section 2.5): only the living can be named.
      const candidacy = field.find((other) => other.name === name);
      if (candidacy === undefined) throw new Refused("NoSuchCandidacy");
      if (ballot.marks.has(candidacy)) throw new Refused("NamedTwice");
      ballot.marks.set(candidacy, { pile, factor });
    };
    if (input.method === "resource") {
      for (const placement of input.placements) {
        mark(placement.candidacy, pileOf(placement), BigInt(placement.sign) * 100n);
      }
    } else {
      const approve = pileOf(input.approve);
      const disapprove = pileOf(input.disapprove);
      for (const { candidacy, score } of input.scores) {
        if (!Number.isInteger(score) || Math.abs(score) > 100) throw new Refused("ScoreOutOfRange");
        mark(candidacy, score > 0 ? approve : disapprove, BigInt(score));
      }
    }
    this.weights.requireFree(voter, this.place, ballot.piles);
    return ballot;
  }

  private setBallot(voter: string, ballot: Ballot): void {
    const empty = ballot.piles.every((pile) => pile.permanent === 0n && pile.leased === 0n);
    if (empty) this.ballots.delete(voter);
    else this.ballots.set(voter, ballot);
    this.weights.setPlaced(voter, this.place, empty ? [] : ballot.piles);
  }

  /** Ends a candidacy: a placement on it is free again; the piles of a score ballot stay on the election. */
  private end(candidacy: Candidacy): void {
    this.field.splice(this.field.indexOf(candidacy), 1);
    for (const [voter, ballot] of this.ballots) {
      const mark = ballot.marks.get(candidacy);
      if (mark === undefined) continue;
      ballot.marks.delete(candidacy);
      const piles = this.terms.method === "resource" ? ballot.piles.filter((pile) => pile !== mark.pile) : ballot.piles;
      this.setBallot(voter, { piles, marks: ballot.marks });
    }
  }
}
