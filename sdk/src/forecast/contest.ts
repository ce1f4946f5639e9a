import type { ElectionParameters } from "../core/election.ts";
import type { Candidacy } from "../core/elections.ts";
import { InvalidParameterError } from "../errors/failures.ts";

const WAD = 10n ** 18n;

/** What is foreseen from. */
export interface ContestParameters {
  /** The field, from getStanding. */
  field: readonly Candidacy[];
  /** How the election is held, from getElection. */
  parameters: Pick<ElectionParameters, "seats" | "nominationFill" | "stabilizationFill">;
  /** From getElectorate. */
  electorate: bigint;
  /** The running cycle, from getCycle. */
  cycle: number;
}

/** What will change at the end of a cycle. */
export interface Turn {
  cycle: number;
  /** Nominees that will be candidates. */
  admitted: readonly number[];
  /** Who will take a seat. */
  taker: number | undefined;
  /** Whose seat it will be; nobody's if it is vacant. */
  displaced: number | undefined;
  /** The field afterwards. */
  field: readonly Candidacy[];
}

interface Bar {
  bar: bigint;
  weakest: Candidacy | undefined;
}

/** What a challenger must exceed, and whose seat is at stake. */
function barOf(field: readonly Candidacy[], seats: number): Bar {
  const incumbents = field.filter(({ stage }) => stage === "incumbent");
  if (incumbents.length < seats) return { bar: 0n, weakest: undefined };
  const isWeaker = (a: Candidacy, b: Candidacy) =>
    a.votes < b.votes || (a.votes === b.votes && a.seatedIn > b.seatedIn);
  const weakest = incumbents.reduce((least, one) => (isWeaker(one, least) ? one : least));
  return { bar: weakest.votes > 0n ? weakest.votes : 0n, weakest };
}

function floorDiv(a: bigint, b: bigint): bigint {
  return a >= 0n ? a / b : -((-a + b - 1n) / b);
}

/** What one cycle adds to a bucket. */
function stepOf({ stage, votes }: Candidacy, bar: bigint, electorate: bigint): bigint {
  const over = stage === "candidate" ? votes - bar : votes;
  return floorDiv(over * WAD, electorate * 100n);
}

/** After how many cycles, at least 1, a bucket is full; `undefined` if never. */
function wait(bucket: bigint, step: bigint, fill: bigint): bigint | undefined {
  if (fill === 0n || bucket + step >= fill) return 1n;
  return step <= 0n ? undefined : (fill - bucket + step - 1n) / step;
}

/** After how many cycles each bucket is full, by candidacy, as long as nothing else changes. */
function waits({ field, parameters, electorate }: ContestParameters): Map<number, bigint> {
  const { bar } = barOf(field, parameters.seats);
  const found = new Map<number, bigint>();
  for (const one of field) {
    const isCandidate = one.stage === "candidate";
    if (!(isCandidate ? one.votes > bar : one.stage === "nominee")) continue;
    const fill = isCandidate ? parameters.stabilizationFill : parameters.nominationFill;
    const cycles = wait(one.bucket, stepOf(one, bar, electorate), fill);
    if (cycles !== undefined) found.set(one.candidacy, cycles);
  }
  return found;
}

/**
 * The cycle at whose end a candidacy's bucket is full if nothing changes: a nominee is a candidate then, a candidate can take a
 * seat.
 *
 * @returns `undefined` if it never will be, or is an incumbent.
 */
export function fillsIn(contest: ContestParameters, candidacy: number): number | undefined {
  checkElectorate(contest);
  const cycles = contest.electorate === 0n ? undefined : waits(contest).get(candidacy);
  return cycles === undefined ? undefined : contest.cycle + Number(cycles) - 1;
}

/**
 * The next change in an election if nobody acts: who will be admitted, who takes a seat. Leases that end meanwhile are not
 * foreseen.
 *
 * @returns `undefined` if nothing will ever change.
 *
 * @example
 * import { getCommunity, getCycle, getElection, getElectorate, getStanding } from "@perdure/sdk/actions";
 * import { nextTurn } from "@perdure/sdk/forecast";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 *
 * const [field, { parameters }, electorate, cycle] = await Promise.all([
 *   getStanding(client, { community, election: 1n }),
 *   getElection(client, { community, election: 1n }),
 *   getElectorate(client, { community }),
 *   getCycle(client, { community }),
 * ]);
 * const turn = nextTurn({ field, parameters, electorate, cycle });
 */
export function nextTurn(contest: ContestParameters): Turn | undefined {
  checkElectorate(contest);
  if (contest.electorate === 0n) return undefined;
  const cycles = [...waits(contest).values()].reduce<bigint | undefined>(
    (least, one) => (least === undefined || one < least ? one : least),
    undefined,
  );
  if (cycles === undefined) return undefined;
  const before = gather(contest, cycles);
  const cycle = contest.cycle + Number(cycles) - 1;
  const { field, taker, displaced } = seat(before, contest, cycle);
  const admitted = before.filter(
    ({ stage, bucket }) => stage === "nominee" && bucket >= contest.parameters.nominationFill,
  );
  const admittedIds = admitted.map(({ candidacy }) => candidacy);
  return { cycle, admitted: admittedIds, taker, displaced, field: field.map((one) => admit(one, admittedIds)) };
}

/**
 * Who takes a seat next if nobody acts, however many nominees are admitted before.
 *
 * @returns The turn in which it happens; `undefined` if nobody ever will.
 */
export function nextSeat(contest: ContestParameters): (Turn & { taker: number }) | undefined {
  let turn = nextTurn(contest);
  while (turn !== undefined && turn.taker === undefined) {
    turn = nextTurn({ ...contest, field: turn.field, cycle: turn.cycle + 1 });
  }
  return turn?.taker === undefined ? undefined : { ...turn, taker: turn.taker };
}

/** The field after cycles in which nothing but the buckets has moved. */
function gather({ field, parameters, electorate }: ContestParameters, cycles: bigint): Candidacy[] {
  const { bar } = barOf(field, parameters.seats);
  return field.map((one) => {
    if (one.stage === "incumbent") return one;
    const gathered = one.bucket + cycles * stepOf(one, bar, electorate);
    const positive = gathered < 0n ? 0n : gathered;
    const { stabilizationFill } = parameters;
    const isOver = one.stage === "candidate" && positive > stabilizationFill;
    return { ...one, bucket: isOver ? stabilizationFill : positive };
  });
}

function seat(field: readonly Candidacy[], { parameters }: ContestParameters, cycle: number) {
  const { bar, weakest } = barOf(field, parameters.seats);
  const ready = field.filter(
    ({ stage, votes, bucket }) => stage === "candidate" && votes > bar && bucket === parameters.stabilizationFill,
  );
  const leads = (a: Candidacy, b: Candidacy) => a.votes > b.votes || (a.votes === b.votes && a.candidacy < b.candidacy);
  const best = ready.reduce<Candidacy | undefined>((a, b) => (a === undefined || leads(b, a) ? b : a), undefined);
  if (best === undefined) return { field, taker: undefined, displaced: undefined };

  const seated = field.filter(({ stage }) => stage === "incumbent").length + (weakest === undefined ? 1 : 0);
  const afterwards = field.map((one): Candidacy => {
    if (one === best) return { ...one, stage: "incumbent", bucket: 0n, seatedIn: cycle };
    if (one === weakest) return { ...one, stage: "candidate", bucket: 0n };
    return one.stage === "candidate" && seated >= parameters.seats ? { ...one, bucket: 0n } : one;
  });
  return { field: afterwards, taker: best.candidacy, displaced: weakest?.candidacy };
}

function admit(one: Candidacy, admitted: readonly number[]): Candidacy {
  return admitted.includes(one.candidacy) ? { ...one, stage: "candidate", bucket: 0n } : one;
}

function checkElectorate({ electorate }: ContestParameters): void {
  if (electorate < 0n) throw new InvalidParameterError("electorate", `cannot be ${electorate}`);
}
