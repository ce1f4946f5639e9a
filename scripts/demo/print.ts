import { setTimeout as wait } from "node:timers/promises";
import { styleText } from "node:util";

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const WIDTH = 92;

/** A horizontal bar of at most `width` characters, exact to an eighth of one. */
export function bar(value: number, most: number, width: number): string {
  const eighths = most <= 0 ? 0 : Math.round((Math.min(Math.max(value, 0), most) / most) * width * 8);
  return ("█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "")).padEnd(width);
}

/** 9 decimals of the reference currency, for people. */
export function amount(value: bigint): string {
  return number(Number(value) / 1e9);
}

export function number(value: number, digits = value !== 0 && Math.abs(value) < 100 ? 1 : 0): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

export function percent(part: number, whole = 1): string {
  return whole === 0 ? "0 %" : `${number((100 * part) / whole, 0)} %`;
}

export interface Column<Row> {
  title: string;
  cell(row: Row): string;
  /** Numbers stand right, words left. */
  right?: boolean;
}

/** Rows under titles, each column as wide as its widest cell. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = columns.map((column, i) =>
    Math.max(column.title.length, ...cells.map((line) => (line[i] ?? "").length)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => (columns[i]?.right ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0)))
      .join("   ");
  const titles = line(columns.map((column) => column.title)).trimEnd();
  return [dim(titles), ...cells.map((row) => line(row).trimEnd())].map((text) => `  ${text}`).join("\n");
}

export function dim(text: string): string {
  return styleText("dim", text);
}

export function bold(text: string): string {
  return styleText("bold", text);
}

/** Tells a story: at the speed of reading, or without waiting. */
export class Teller {
  #chapter = 0;

  constructor(private readonly fast: boolean) {}

  async chapter(title: string): Promise<void> {
    this.#chapter += 1;
    await this.#pause(1200);
    const head = `${this.#chapter}. ${title}`;
    console.log(`\n${bold(styleText("cyan", head))}\n${dim("─".repeat(WIDTH))}`);
    await this.#pause(500);
  }

  /** A paragraph, wrapped, and the time to read it. */
  async say(text: string): Promise<void> {
    console.log(wrap(text, WIDTH));
    await this.#pause(25 * text.length);
  }

  async show(text: string): Promise<void> {
    console.log(`\n${text}\n`);
    await this.#pause(1500);
  }

  async #pause(milliseconds: number): Promise<void> {
    if (!this.fast) await wait(milliseconds);
  }
}

function wrap(text: string, width: number): string {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.join("\n");
}
