import { sumPledges, type Pledges } from "../../sdk/src/funding/index.ts";
import { Refusal } from "../lib/refusal.ts";

/** Amounts are kept with as many digits after the point while not all of them are known. */
const MOST_DECIMALS = 36;
const LONGEST = 120;
/** Contracts count in 112 bits. */
const TOO_MUCH = 2n ** 112n * 10n ** BigInt(MOST_DECIMALS);
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** A decimal number as digits and how many of them stand behind the point; nothing if it is none. */
function digitsOf(text: string): { negative: boolean; digits: string; places: number } | undefined {
  const found = text.length > LONGEST ? null : NUMBER.exec(text);
  if (found === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = found;
  if (whole === "" && fraction === "") return undefined;
  // Zeros at the end say nothing about the unit.
  const trimmed = fraction.replace(/0+$/, "");
  return { negative: sign === "-", digits: whole + trimmed, places: trimmed.length - Number(exponent) };
}

/** A whole or decimal number, times 10^36. Refuses what is not one, or has more digits than that. */
export function parseDecimal(text: string, where: string): { value: bigint; places: number } {
  const found = digitsOf(text);
  if (found === undefined) throw new Refusal(`${where}: "${text.slice(0, LONGEST)}" is not a decimal number`);
  const { negative, digits, places } = found;
  if (places > MOST_DECIMALS) throw new Refusal(`${where}: more than ${MOST_DECIMALS} digits after the point`);
  const value = BigInt(digits) * 10n ** BigInt(MOST_DECIMALS - places);
  return { value: negative ? -value : value, places: Math.max(0, places) };
}

/** What most tokens have. */
const USUAL_DECIMALS = 18;

/**
 * The amounts of a round. The formulas work in a token's smallest units. Unless the command says how many decimals the token
 * has, whole numbers are smallest units already, and among decimal numbers all are of a token of 18 decimals, or of as many as
 * occur.
 */
export class Amounts {
  #most = 0;

  constructor(private readonly given: number | undefined) {}

  /** @returns the amount times 10^36 */
  parse(text: string, where: string): bigint {
    const { value, places } = parseDecimal(text, where);
    if (value < 0n) throw new Refusal(`${where}: ${text} is less than 0`);
    if (value >= TOO_MUCH) throw new Refusal(`${where}: ${text} is more than a pool can count`);
    if (this.given !== undefined && places > this.given) {
      throw new Refusal(`${where}: ${text} has more than ${this.given} digits after the point (see --decimals)`);
    }
    this.#most = Math.max(this.#most, places);
    return value;
  }

  /** Digits after the point; known once all amounts have been parsed. */
  get decimals(): number {
    if (this.given !== undefined) return this.given;
    return this.#most === 0 ? 0 : Math.max(USUAL_DECIMALS, this.#most);
  }

  inUnits(amount: bigint): bigint {
    return amount / 10n ** BigInt(MOST_DECIMALS - this.decimals);
  }

  /** What a project's contributions come to, by contributor. */
  sum(contributions: ReadonlyMap<string, bigint> | undefined, team: ReadonlySet<string> | undefined): Pledges {
    const matched: bigint[] = [];
    const unmatched: bigint[] = [];
    for (const [contributor, amount] of contributions ?? []) {
      (team?.has(contributor) === true ? unmatched : matched).push(this.inUnits(amount));
    }
    return sumPledges(matched, unmatched);
  }
}

/**
 * Units of the token as a decimal number.
 *
 * @param most - How many digits after the point to write at the most.
 */
export function formatUnits(units: bigint, decimals: number, most = decimals): string {
  const text = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
  const [whole, fraction] = [text.slice(0, text.length - decimals), text.slice(text.length - decimals)];
  const trimmed = fraction.slice(0, most).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${trimmed === "" ? "" : `.${trimmed}`}`;
}
