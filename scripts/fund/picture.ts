import { formatUnits } from "./amounts.ts";
import type { Outcome, ProjectOutcome } from "./report.ts";

/** More than these would be too thin to be read; the rest is drawn as one. */
const MOST_BARS = 40;
const WIDTH = 1080;
const LABELS = 250;
const FIGURES = 190;
const MARGIN = 40;
const ROW = 26;
const BAR = 15;
const TOP = 176;
const BARS = WIDTH - 2 * MARGIN - LABELS - FIGURES;

const INK = "#1c2733";
const FAINT = "#66758a";
const RULES = "#e3e8ee";
const GIVEN = "#7c93ae";
const MATCHED = "#0f9d7a";
const MISSED = "#cdeee4";
const SHORT = "#c2413b";

interface Bar {
  label: string;
  sum: bigint;
  match: bigint;
  awarded: bigint;
  goal: bigint | undefined;
  ceiling: bigint | undefined;
  isEligible: boolean;
}

function escaped(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  // Control characters have no place in XML.
  return text.replaceAll(/[\p{Cc}\p{Cs}]/gu, " ").replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}

function shortened(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}…`;
}

/** A number that a reader takes in at a glance: three digits and a unit. */
function short(units: bigint, decimals: number): string {
  const value = Number(formatUnits(units, decimals));
  if (value === 0) return "0";
  if (value < 0.001 || value >= 1e15) return value.toExponential(2);
  return new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }).format(value);
}

function barsOf(projects: readonly ProjectOutcome[]): Bar[] {
  const height = (bar: Bar): bigint => bar.sum + bar.match;
  const bars = projects.map(({ id: label, sum, match, awarded, goal, ceiling, isEligible }): Bar => {
    return { label, sum, match, awarded, goal, ceiling, isEligible };
  });
  bars.sort((a, b) => {
    if (a.awarded !== b.awarded) return a.awarded < b.awarded ? 1 : -1;
    return height(a) < height(b) ? 1 : -1;
  });
  return bars.slice(0, MOST_BARS);
}

type Attributes = Record<string, string | number>;

function element(name: string, attributes: Attributes, content = ""): string {
  const text = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
  return `<${name}${text.join("")}>${content}</${name}>`;
}

function words(x: number, y: number, content: string, attributes: Attributes = {}): string {
  return element("text", { x, y, fill: INK, ...attributes }, escaped(content));
}

/** Round steps for an axis, at most five. */
function ticksOf(most: number): number[] {
  if (most === 0) return [0];
  const rough = most / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * size).find((each) => each >= rough) ?? rough;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
}

function axis(most: number, height: number): string {
  const left = MARGIN + LABELS;
  const format = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
  return ticksOf(most)
    .map((value) => {
      const x = (left + (most === 0 ? 0 : (value / most) * BARS)).toFixed(1);
      const line = element("line", { x1: x, x2: x, y1: TOP - 12, y2: height - 52, stroke: RULES });
      const text = value !== 0 && value < 0.001 ? value.toExponential(1) : format.format(value);
      return line + words(Number(x), TOP - 20, text, { fill: FAINT, "font-size": 11, "text-anchor": "middle" });
    })
    .join("\n");
}

function row(bar: Bar, index: number, scale: (units: bigint) => number, decimals: number): string {
  const y = TOP + index * ROW;
  const left = MARGIN + LABELS;
  const parts: [bigint, string][] = [
    [bar.sum, GIVEN],
    [bar.awarded, MATCHED],
    [bar.match - bar.awarded, MISSED],
  ];
  let x = left;
  const drawn = parts.map(([units, fill]) => {
    const width = scale(units);
    const box = { x: x.toFixed(2), y, width: width.toFixed(2), height: BAR, fill };
    x += width;
    return width < 0.05 ? "" : element("rect", box);
  });
  const figures =
    bar.awarded > 0n ? `${short(bar.sum, decimals)} + ${short(bar.awarded, decimals)}` : short(bar.sum, decimals);
  const full = (units: bigint): string => formatUnits(units, decimals);
  const bounds = [
    ...(bar.goal === undefined ? [] : [`, goal ${full(bar.goal)}${bar.isEligible ? "" : ", which it misses"}`]),
    ...(bar.ceiling === undefined ? [] : [`, ceiling ${full(bar.ceiling)}`]),
  ].join("");
  const said = `given ${full(bar.sum)}, match ${full(bar.match)}, from the pool ${full(bar.awarded)}${bounds}`;
  const title = element("title", {}, escaped(`${bar.label}: ${said}`));
  return element(
    "g",
    {},
    [
      title,
      words(left - 12, y + 12, shortened(bar.label, 34), { "text-anchor": "end", "font-size": 13 }),
      ...drawn,
      ...goalOf(bar, y, scale),
      words(WIDTH - MARGIN, y + 12, figures, {
        "text-anchor": "end",
        "font-size": 12,
        fill: bar.awarded > 0n ? MATCHED : FAINT,
      }),
    ].join(""),
  );
}

/** A goal is a stroke across the row: reached if the bar, its match included, comes up to it. */
function goalOf({ goal, isEligible }: Bar, y: number, scale: (units: bigint) => number): string[] {
  if (goal === undefined) return [];
  const x = (MARGIN + LABELS + scale(goal)).toFixed(2);
  const stroke = isEligible ? INK : SHORT;
  return [element("line", { x1: x, x2: x, y1: y - 3, y2: y + BAR + 3, stroke, "stroke-width": 2 })];
}

function legend(hasBounds: boolean): string {
  const entries: [string, string][] = [
    [GIVEN, "given by backers"],
    [MATCHED, "added by the pool"],
    [MISSED, "match that the pool did not add"],
    ...(hasBounds
      ? ([
          [INK, "goal"],
          [SHORT, "goal that is missed"],
        ] satisfies [string, string][])
      : []),
  ];
  let x = MARGIN;
  return entries
    .map(([fill, text]) => {
      const entry =
        element("rect", { x, y: 104, width: 12, height: 12, rx: 2, fill }) +
        words(x + 19, 114, text, { "font-size": 12.5, fill: FAINT });
      x += 46 + text.length * 6.6;
      return entry;
    })
    .join("");
}

/** The round as an SVG: a bar a project, what it was given and what the pool added. */
export function pictureOf(outcome: Outcome): string {
  const { decimals, rule, projects, pool, left } = outcome;
  const bars = barsOf(projects);
  const highest = bars.reduce((all, { sum, match }) => (sum + match > all ? sum + match : all), 0n);
  // Goals make room for themselves, but one that is far out of reach must not make all bars too small to read.
  const goals = bars.flatMap(({ goal }) => (goal === undefined || goal > 2n * highest ? [] : [goal]));
  const most = goals.reduce((all, goal) => (goal > all ? goal : all), highest);
  // A millionth of the width is finer than any screen.
  const scale = (units: bigint): number =>
    most === 0n ? 0 : (Number(((units > most ? most : units) * 1_000_000n) / most) / 1_000_000) * BARS;
  const height = TOP + bars.length * ROW + 64;
  const matched = projects.filter(({ awarded }) => awarded > 0n).length;
  const rest = projects.length - bars.length;
  const said =
    `${matched} of ${projects.length} projects matched with ${short(pool - left, decimals)} ` +
    `of a pool of ${short(pool, decimals)}; ${short(left, decimals)} left`;
  const foot = rest === 0 ? outcome.name : `${outcome.name} · ${rest} more projects in round.csv`;
  const frame = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height };
  const font = "Inter, 'Segoe UI', Helvetica, Arial, sans-serif";
  return `${element(
    "svg",
    { ...frame, "font-family": font, role: "img" },
    [
      "",
      element("title", {}, escaped(`Funding round, ${rule} rule: ${said}`)),
      element("rect", { width: WIDTH, height, fill: "#ffffff" }),
      words(MARGIN, 54, `Funding round, ${rule} rule`, { "font-size": 25, "font-weight": 650 }),
      words(MARGIN, 82, said, { "font-size": 15, fill: FAINT }),
      legend(outcome.hasBounds),
      axis(Number(formatUnits(most, decimals)), height),
      ...bars.map((bar, index) => row(bar, index, scale, decimals)),
      words(MARGIN, height - 22, foot, { "font-size": 12, fill: FAINT }),
      "",
    ].join("\n"),
  )}\n`;
}
