import { type Clause, encodeClauses } from "../core/clauses.ts";
import { describeClause } from "./describe.ts";
import { CLAUSES, clausesIn, parseSource, recordOf, textIn } from "./json.ts";
import { benevolentDictator, coreTeam, guardian, workingGroup } from "./templates.ts";

/** A document that somebody is still writing. */
export interface DraftDocument {
  title: string;
  /** Markdown, beginning with the title as its heading. */
  text: string;
  clauses: Clause[];
}

/** A part of a rule, as CommunityRule's builder saves it; parts may have parts. */
export interface CommunityRuleModule {
  name: string;
  summary: string;
  /** "culture", "decision", "process" or "structure". */
  type: string;
  config: Readonly<Record<string, string>>;
  modules: readonly CommunityRuleModule[];
}

/** A rule, as CommunityRule's builder saves it. What it holds beside this is passed over. */
export interface CommunityRule {
  name: string;
  summary: string;
  /** Ours holds the clauses under "perdure", so that nothing gets lost on the way there and back. */
  config: Readonly<Record<string, string>>;
  modules: readonly CommunityRuleModule[];
}

const CLAUSE = "perdure-clause";
const DEEPEST = 6;
/**
 * A rule from [CommunityRule](https://communityrule.info) as a draft: the Markdown that it publishes, or the JSON that its builder
 * saves. A rule of ours comes back whole. Of others the text is taken as it is, its
 * licence included, and offices are drafted for the roles that its
 * structure, or its "Basics", speaks of. They can do nothing until somebody adds powers and budgets.
 *
 * @param source - Markdown or JSON.
 *
 * @example
 * import { importCommunityRule } from "@perdure/sdk/governance";
 *
 * const draft = importCommunityRule("# Our rule\n\n## Basics\n\nA board of elected members leads the project.\n");
 */
export function importCommunityRule(source: string): DraftDocument {
  return source.trimStart().startsWith("{") ? fromJson(source) : fromMarkdown(source);
}

/** A document as a rule for CommunityRule; `JSON.stringify` makes a file of it. The text is the Markdown already. */
export function exportCommunityRule({ title, text, clauses }: DraftDocument): CommunityRule {
  const { intro, sections } = sectionsOf(text);
  const structure = clauses.map((clause, i) => {
    const name = clause.kind === "election" ? clause.title : clause.kind;
    return {
      name,
      summary: describeClause(clauses, i),
      type: "structure",
      config: { [CLAUSE]: String(i) },
      modules: [],
    };
  });
  const chapters = sections.map(([name, summary]) => ({ name, summary, type: "process", config: {}, modules: [] }));
  const config = { [CLAUSES]: encodeClauses(clauses) };
  return { name: title, summary: intro, config, modules: [...chapters, ...structure] };
}

function fromMarkdown(source: string): DraftDocument {
  const text = source.replaceAll("\r\n", "\n").trim();
  const { intro, sections } = sectionsOf(text);
  const basics = sections.find(([name]) => /^basics$/i.test(name))?.[1] ?? intro;
  return { title: /^# (.+)$/m.exec(text)?.[1]?.trim() ?? "", text: `${text}\n`, clauses: draftOffices([basics]) };
}

function fromJson(source: string): DraftDocument {
  return parseSource(source, "rule of CommunityRule, neither in Markdown nor in JSON", (value) => {
    const { name, summary, config, modules } = completeRule(value);
    const chapters = modules.filter((module) => module.config[CLAUSE] === undefined);
    const text = [`# ${name}`, summary, ...chapters.flatMap((module) => textOf(module, 2))].filter(
      (part) => part !== "",
    );
    const clauses = clausesIn(config[CLAUSES]) ?? draftOffices(structureOf(modules));
    return { title: name, text: `${text.join("\n\n")}\n`, clauses };
  });
}

/** A text's introduction, and what stands under its headings of the second level. */
function sectionsOf(text: string): { intro: string; sections: [name: string, content: string][] } {
  const [head = "", ...parts] = text.split(/^## +/m);
  const sections = parts.map((part): [string, string] => {
    const end = part.includes("\n") ? part.indexOf("\n") : part.length;
    return [part.slice(0, end).trim(), part.slice(end).trim()];
  });
  return { intro: head.replace(/^# .*$/m, "").trim(), sections };
}

function textOf({ name, summary, modules }: CommunityRuleModule, depth: number): string[] {
  const heading = `${"#".repeat(Math.min(depth, DEEPEST))} ${name}`;
  return [heading, summary, ...modules.flatMap((module) => textOf(module, depth + 1))];
}

/** The names of a rule's roles and bodies, inner ones included. */
function structureOf(modules: readonly CommunityRuleModule[]): string[] {
  return modules.flatMap(({ name, type, modules: inner }) => [
    ...(type === "" || type === "structure" ? [name] : []),
    ...structureOf(inner),
  ]);
}

/** Who may be meant, and what office that would be. */
const ROLES: readonly (readonly [says: RegExp, office: () => Clause[]])[] = [
  [/benevolent dictator|\bBDFL\b|autocra/i, () => benevolentDictator()],
  [/\b(?:board|council|committee|core team)\b/i, () => coreTeam({ seats: 3, confirmations: 2 })],
  [/\b(?:circles?|working groups?)\b/i, () => workingGroup({ title: "Working group" })],
  [/\bguardians?\b/i, () => guardian()],
];

function draftOffices(texts: readonly string[]): Clause[] {
  const meant = ROLES.filter(([says]) => texts.some((text) => says.test(text)));
  // What an office may do is for people to say, the brake of a guardian included.
  return meant.flatMap(([, office]) => office()).filter(({ kind }) => kind === "election");
}

function completeRule(value: unknown): CommunityRule {
  const { name, summary, config, modules } = recordOf(value);
  if (typeof name !== "string") throw new TypeError("a rule without a name");
  return { name, summary: textIn(summary), config: configOf(config), modules: modulesOf(modules) };
}

function modulesOf(value: unknown): CommunityRuleModule[] {
  if (!Array.isArray(value)) return [];
  return value.map((module: unknown) => ({ ...completeRule(module), type: textIn(recordOf(module)["type"]) }));
}

/** Where nothing is configured the builder leaves a text or an empty list. */
function configOf(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, textIn(one)]));
}
