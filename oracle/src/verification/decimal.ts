import { LosslessNumber } from "lossless-json";

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
export const DECIMALS = 18;

/**
 * A number as text that every machine writes alike: no exponent, no needless zeros, at most 18 decimals.
 * @dev What is finer than that is cut off, toward zero.
 * @throws RangeError if it is none, or has more than 31 digits before its point
 */
export function decimalOf(number: number | bigint | string | LosslessNumber): string {
  const text = number instanceof LosslessNumber ? number.value : String(number);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = NUMBER.exec(text) ?? [];
  if (whole === "") throw new RangeError(`${text.slice(0, 50)} is not a decimal number.`);
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padStart(whole.length + fraction.length + Math.max(0, -point), "0");
  const at = Math.max(0, point);
  const before = digits.slice(0, at).padEnd(at, "0").replace(/^0+/, "") || "0";
  const after = digits.slice(at, at + DECIMALS).replace(/0+$/, "");
  if (before.length > 31) throw new RangeError(`${text.slice(0, 50)} is too large.`);
  const result = after === "" ? before : `${before}.${after}`;
  return result === "0" ? "0" : sign + result;
}

/** A number as {decimalOf} writes it, in units of its last possible decimal: exact. */
export function eighteenths(decimal: string): bigint {
  const isNegative = decimal.startsWith("-");
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const size = BigInt(whole + fraction.slice(0, DECIMALS).padEnd(DECIMALS, "0"));
  return isNegative ? -size : size;
}
