import { stripVTControlCharacters, styleText } from "node:util";

const WIDTH = 88;

type Style = Parameters<typeof styleText>[0];

/** Colour where the reader sees colours: on a terminal, and not when NO_COLOR is set. */
export const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout });

/** Tables stand apart from each other and from what is said after them. */
let afterTable = false;

export function heading(text: string): void {
  afterTable = false;
  console.log(`\n${paint("bold", text)}\n${paint("dim", "─".repeat(Math.min(WIDTH, text.length)))}`);
}

/** A paragraph, wrapped. */
export function say(text: string): void {
  if (afterTable) console.log();
  afterTable = false;
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      console.log(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  console.log(line);
}

const widthOf = (text: string): number => stripVTControlCharacters(text).length;

const NUMBER = /^(-?[\d.,]+( \S+)?)?$/;

/** Columns that fit their widest cell: words to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, i) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[i] ?? ""))));
  const isNumber = head.map((_, i) => rows.every((row) => NUMBER.test(stripVTControlCharacters(row[i] ?? ""))));
  const line = (cells: readonly string[]): string => {
    const padded = cells.map((cell, i) => {
      const gap = " ".repeat((widths[i] ?? 0) - widthOf(cell));
      return isNumber[i] === true ? gap + cell : cell + gap;
    });
    return `  ${padded.join("  ").trimEnd()}`;
  };
  console.log(head.some(Boolean) ? `\n${paint("dim", line(head))}` : "");
  for (const row of rows) console.log(line(row));
  afterTable = true;
}

/** A bar of `width` cells, filled by a fraction between 0 and 1. */
export function bar(fraction: number, width = 20): string {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return "█".repeat(full) + paint("dim", "░".repeat(width - full));
}

export const percent = (fraction: number): string => `${(100 * fraction).toFixed(fraction < 0.1 ? 1 : 0)} %`;
