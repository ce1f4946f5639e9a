import type { Address, Hex } from "viem";
import { type ElectionParameters, decodeElection } from "../core/election.ts";
import type { Ballot } from "../core/elections.ts";
import { votesOf } from "../core/votes.ts";
import type { Scaling, Stage } from "../core/words.ts";
import { InvalidParameterError } from "../errors/failures.ts";
import type { HistoryEvent } from "./events.ts";
import { unpackPlacement, unpackScores, unpackUntil } from "./words.ts";

/** A candidacy, as its events tell: up to the last cycle that somebody has closed. */
export interface CandidacyHistory {
  candidacy: number;
  stage: Stage;
  owner: Address;
  /** Who nominated it. */
  voter: Address;
  content: Hex;
  uri: string;
  /** The cycle at whose end the seat was last taken. */
  seatedIn: number;
}

export interface ElectionHistory {
  parameters: ElectionParameters;
  /** If it was carried over: the fills that still applied in cycles before. */
  former?: (Pick<ElectionParameters, "nominationFill" | "stabilizationFill"> & { until: number }) | undefined;
  retired: boolean;
  /** The first cycle that nobody has closed yet. */
  cycle: number;
  candidacies: Map<number, CandidacyHistory>;
  ballots: Map<Address, Ballot>;
}

type Named<name extends HistoryEvent["eventName"]> = Extract<HistoryEvent, { eventName: name }>;
type BallotEvent = Named<"BallotCast" | "LongBallotCast" | "ScoresCast" | "BallotWithdrawn" | "BallotRefreshed">;
type FieldEvent = Named<
  | "Nominated"
  | "NomineeAdmitted"
  | "SeatTaken"
  | "SeatResigned"
  | "SeatLost"
  | "CandidacyWithdrawn"
  | "CandidacyCrowdedOut"
>;
type ElectionEvent = FieldEvent | Named<"ElectionAmended" | "ElectionRetired" | "CyclesClosed">;

/** Follows elections, candidacies and ballots. */
export class ElectionsHistory {
  readonly elections = new Map<bigint, ElectionHistory>();

  /**
   * What is not about elections is passed over. Of a recalled ballot an event of its own tells what is left. Told apart by name,
   * one by one: by type guards the compiler would compare every event with every other.
   */
  apply(event: HistoryEvent): void {
    switch (event.eventName) {
      case "ElectionCreated":
        this.#create(event);
        break;
      case "ElectionAmended":
      case "ElectionRetired":
      case "CyclesClosed":
      case "Nominated":
      case "NomineeAdmitted":
      case "SeatTaken":
      case "SeatResigned":
      case "SeatLost":
      case "CandidacyWithdrawn":
      case "CandidacyCrowdedOut":
        applyTo(this.#of(event.args.election), event);
        break;
      case "BallotCast":
      case "LongBallotCast":
      case "ScoresCast":
      case "BallotWithdrawn":
      case "BallotRefreshed":
        applyToBallot(this.#of(event.args.election).ballots, event);
        break;
      default:
    }
  }

  #create({ args: { election, parameters, cycle } }: Named<"ElectionCreated">): void {
    const nothingYet = { retired: false, cycle, candidacies: new Map(), ballots: new Map() };
    this.elections.set(election, { parameters: decodeElection(parameters), ...nothingYet });
  }

  #of(election: bigint): ElectionHistory {
    const found = this.elections.get(election);
    if (found === undefined) throw new InvalidParameterError("events", `leave out how election ${election} began.`);
    return found;
  }
}

function applyTo(election: ElectionHistory, event: ElectionEvent): void {
  const stage = (candidacy: number, to: Stage, seatedIn?: number): void => {
    const found = election.candidacies.get(candidacy);
    if (found !== undefined) [found.stage, found.seatedIn] = [to, seatedIn ?? found.seatedIn];
  };
  switch (event.eventName) {
    case "ElectionAmended":
      election.former = { ...fillsBefore(election, event.args.cycle), until: event.args.cycle };
      election.parameters = decodeElection(event.args.parameters);
      break;
    case "ElectionRetired":
      election.retired = true;
      break;
    case "CyclesClosed":
      election.cycle = event.args.to;
      break;
    case "Nominated": {
      const { candidacy, owner, voter, content, uri } = event.args;
      election.candidacies.set(candidacy, { candidacy, stage: "nominee", owner, voter, content, uri, seatedIn: 0 });
      break;
    }
    case "NomineeAdmitted":
    case "SeatResigned":
    case "SeatLost":
      stage(event.args.candidacy, "candidate");
      break;
    case "SeatTaken":
      stage(event.args.displaced, "candidate");
      stage(event.args.candidacy, "incumbent", event.args.cycle);
      break;
    case "CandidacyWithdrawn":
    case "CandidacyCrowdedOut":
      stage(event.args.candidacy, "ended");
      break;
  }
}

/** The fills that apply in the cycle before one. */
function fillsBefore({ parameters, former }: ElectionHistory, cycle: number) {
  const { nominationFill, stabilizationFill } = former !== undefined && former.until >= cycle ? former : parameters;
  return { nominationFill, stabilizationFill };
}

function applyToBallot(ballots: Map<Address, Ballot>, event: BallotEvent): void {
  const { voter } = event.args;
  const cast = (words: readonly bigint[]): void => {
    ballots.set(voter, { placements: words.map(unpackPlacement), scores: [], until: unpackUntil(words[0] ?? 0n) });
  };
  const former = ballots.get(voter) ?? { placements: [], scores: [], until: 0 };
  switch (event.eventName) {
    case "BallotCast":
      cast([event.args.placement]);
      break;
    case "LongBallotCast":
      cast(event.args.placements);
      break;
    case "ScoresCast":
      ballots.set(voter, { ...former, scores: unpackScores(event.args.scores) });
      break;
    case "BallotWithdrawn":
      ballots.delete(voter);
      break;
    case "BallotRefreshed":
      ballots.set(voter, { ...former, until: event.args.until });
      break;
  }
}

/**
 * The votes of every live candidacy in a cycle, in hundredths: what all ballots count for together.
 *
 * @param cycle - The running one, or for what is to come one in which leases have ended.
 */
export function tally(election: ElectionHistory, cycle: number, scaling: Scaling): Map<number, bigint> {
  const votes = new Map<number, bigint>();
  for (const { candidacy, stage } of election.candidacies.values()) if (stage !== "ended") votes.set(candidacy, 0n);
  const add = (candidacy: number, more: bigint): void => {
    const before = votes.get(candidacy);
    if (before !== undefined) votes.set(candidacy, before + more);
  };
  for (const { placements, scores, until } of election.ballots.values()) {
    const counted = placements.map(({ candidacy, against, permanent, leased }) => {
      const units = permanent + (until > cycle ? leased : 0n);
      return { candidacy, against, votes: votesOf(units, scaling) };
    });
    if (election.parameters.method === "resource") {
      for (const { candidacy, against, votes } of counted) add(candidacy, against ? -100n * votes : 100n * votes);
    } else {
      const pile = (against: boolean): bigint => counted.find((one) => one.against === against)?.votes ?? 0n;
      for (const { candidacy, score } of scores) add(candidacy, BigInt(score) * pile(score < 0));
    }
  }
  return votes;
}
