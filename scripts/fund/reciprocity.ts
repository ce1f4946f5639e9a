import type { Book } from "./files.ts";

/** Two projects whose teams gave to each other; amounts times 10^36. */
export interface Pair {
  one: string;
  other: string;
  /** What the team of one gave to the other. */
  given: bigint;
  returned: bigint;
}

/**
 * Teams that gave to each other's projects. What they give counts as any pledge: whoever reads the report shall know. A
 * contributor who is called like a project is taken for its team.
 */
export function reciprocityOf(book: Book, teams: ReadonlyMap<string, ReadonlySet<string>>): Pair[] {
  const projectsOf = new Map<string, Set<string>>();
  const add = (member: string, project: string): unknown =>
    projectsOf.set(member, (projectsOf.get(member) ?? new Set()).add(project));
  for (const [project, members] of teams) for (const member of members) add(member, project);
  for (const project of book.keys()) add(project, project);

  const given = new Map<string, Map<string, bigint>>();
  for (const [project, contributions] of book) {
    for (const [contributor, amount] of contributions) {
      for (const own of projectsOf.get(contributor) ?? []) {
        if (own === project || amount === 0n) continue;
        const from = given.get(own) ?? new Map<string, bigint>();
        given.set(own, from.set(project, (from.get(project) ?? 0n) + amount));
      }
    }
  }
  const pairs: Pair[] = [];
  for (const [one, to] of given) {
    for (const [other, amount] of to) {
      const returned = given.get(other)?.get(one);
      if (one < other && returned !== undefined) pairs.push({ one, other, given: amount, returned });
    }
  }
  return pairs.sort((a, b) => Number(b.given + b.returned > a.given + a.returned) * 2 - 1);
}
