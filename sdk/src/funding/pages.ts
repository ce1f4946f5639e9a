import { type Hex, zeroHash } from "viem";
import type { FundingRound } from "../core/pool.ts";
import { chainProjects } from "./chain.ts";
import { type FundingRule, type SettledRound, settleRound, type SettleRoundParameters } from "./settle.ts";

/** What noteProjects takes. */
export interface NotePage {
  projects: readonly number[];
  before: Hex;
}

export interface RoundPages {
  /** For rankProjects, in this order. None once all is ranked. */
  rank: readonly (readonly number[])[];
  /**
   * For noteProjects, in this order: the last funded first. None where the last page that is ranked holds all of them; once all is
   * ranked, those that have not been noted, whoever ranked.
   */
  note: readonly NotePage[];
  /** What the pool adds to each funded project; once all is ranked, to those that have not been noted. */
  awarded: ReadonlyMap<number, bigint>;
}

/** A round as it stands: decided, and perhaps ranked. */
interface PlannedRound extends SettleRoundParameters, Pick<FundingRound, "matches" | "toNote"> {}

/** The pages in which a round is settled, or what is left of it is noted. */
export function planPages({ matches, toNote, ...round }: PlannedRound, page: number): RoundPages {
  const settled = settleRound(round);
  const order = inOrder(
    round.projects.map(({ id }) => Number(id)),
    settled.queue.map(Number),
    round.rule,
  );
  return toNote > 0
    ? pagesToNote(order, settled, { matches, toNote, pool: round.pool }, page)
    : pagesToRank(order, settled, page);
}

function pagesToRank(order: readonly number[], { projects }: SettledRound, page: number): RoundPages {
  const awarded = new Map(projects.filter(({ isFunded }) => isFunded).map((one) => [Number(one.id), one.awarded]));
  const rank = pagesOf(order, page);
  const funded = order.filter((id) => awarded.has(id));
  const last = new Set(rank.at(-1));
  const note = funded.every((id) => last.has(id)) ? [] : notesOf(funded, page);
  return { rank, note, awarded };
}

/** What has been noted came last, so what is left of the list is its beginning, which nothing behind it has an effect on. */
function pagesToNote(
  order: readonly number[],
  { projects }: SettledRound,
  { toNote, pool, matches }: Pick<FundingRound, "toNote" | "pool" | "matches">,
  page: number,
): RoundPages {
  const funded = new Map(projects.filter(({ isFunded }) => isFunded).map((one) => [Number(one.id), one.match]));
  const left = order.filter((id) => funded.has(id)).slice(0, toNote);
  const awarded = left.map((id): [number, bigint] => {
    const match = funded.get(id) ?? 0n;
    return [id, matches <= pool ? match : (match * pool) / matches];
  });
  return { rank: [], note: notesOf(left, page), awarded: new Map(awarded) };
}

/** First the queue of the priority rule, then all others by number. */
function inOrder(all: readonly number[], queue: readonly number[], rule: FundingRule): number[] {
  const queued = new Set(queue);
  return rule === "priority" ? [...queue, ...all.filter((id) => !queued.has(id))] : [...all];
}

function notesOf(funded: readonly number[], page: number): NotePage[] {
  let before: Hex = zeroHash;
  const pages = pagesOf(funded, page).map((projects) => {
    const note = { projects, before };
    before = chainProjects(projects, before);
    return note;
  });
  return pages.toReversed();
}

export function pagesOf(list: readonly number[], length: number): number[][] {
  return Array.from({ length: Math.ceil(list.length / length) }, (_, i) => list.slice(i * length, (i + 1) * length));
}
