import { expect } from "chai";
import { fc } from "../../../test/helpers/fuzz.ts";
import { readFileSync } from "node:fs";
import { planPages } from "./pages.ts";
import { chainProjects, matchOf, rootOf, settleRound, sumPledges, totalOf, type FundingProject } from "./index.ts";

interface VectorProject {
  id: string;
  goal: string;
  votes: string;
  ceiling: string;
  pledges: string[];
  team: string[];
  T: string;
  M: string;
}

interface VectorRound {
  pool: string;
  projects: VectorProject[];
  priority: { match: Record<string, string>; left: string };
  proportional: { match: Record<string, string>; left: string };
}

const path = new URL("../../../test/vectors/funding.json", import.meta.url);
const { rounds } = JSON.parse(readFileSync(path, "utf8")) as { rounds: VectorRound[] };

function projectOf({ id, goal, votes, ceiling, pledges, team }: VectorProject): FundingProject {
  const sums = sumPledges(pledges.map(BigInt), team.map(BigInt));
  return { id, goal: BigInt(goal), votes: BigInt(votes), ceiling: BigInt(ceiling), ...sums };
}

const amount = fc.bigInt({ min: 0n, max: 2n ** 112n - 1n });

describe("funding", () => {
  for (const [index, round] of rounds.entries()) {
    it(`settles round ${index} as the independent model does`, () => {
      const projects = round.projects.map(projectOf);
      for (const [i, project] of projects.entries()) {
        expect(totalOf(project)).to.equal(BigInt(round.projects[i]?.T ?? ""));
        expect(matchOf(project, project.ceiling)).to.equal(BigInt(round.projects[i]?.M ?? ""));
      }
      for (const rule of ["priority", "proportional"] as const) {
        const settled = settleRound({ projects, pool: BigInt(round.pool), rule });
        expect(settled.left).to.equal(BigInt(round[rule].left));
        for (const { id, awarded } of settled.projects) {
          expect(awarded, id).to.equal(BigInt(round[rule].match[id] ?? 0));
        }
      }
    });
  }

  it("takes the whole part of roots", () => {
    fc.assert(
      fc.property(amount, (pledged) => {
        const root = rootOf(pledged);
        expect(root * root <= pledged << 64n && (root + 1n) * (root + 1n) > pledged << 64n).to.equal(true);
      }),
    );
  });

  it("never gives out more than the pool, nor pays anything twice", () => {
    const project = fc.record({
      pledges: fc.array(amount, { maxLength: 6 }),
      team: fc.array(amount, { maxLength: 2 }),
      goal: amount,
      ceiling: amount,
      votes: fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
    });
    fc.assert(
      fc.property(fc.array(project, { maxLength: 8 }), amount, fc.boolean(), (list, pool, proportional) => {
        const projects = list.map(({ pledges, team, ...rest }, i) => {
          return { id: String(i), ...rest, ...sumPledges(pledges, team) };
        });
        const rule = proportional ? "proportional" : "priority";
        const settled = settleRound({ projects, pool, rule });
        const awarded = settled.projects.reduce((all, each) => all + each.awarded, 0n);
        expect(awarded + settled.left).to.equal(pool);
        expect(settled.left >= 0n).to.equal(true);
      }),
    );
  });

  it("adds nothing to what a single identity pledges, however it is divided", () => {
    fc.assert(
      fc.property(amount, (pledged) => {
        expect(matchOf(sumPledges([pledged]))).to.equal(0n);
      }),
    );
  });

  it("orders projects the same when they are split", () => {
    const whole = { id: "whole", votes: 400n, ...sumPledges([400n, 400n, 400n, 400n]) };
    // A quarter of what its voters placed, which counts for half as much, and of what its backers pledged.
    const part = { id: "part", votes: 200n, ...sumPledges([100n, 100n, 100n, 100n]) };
    const rival = { id: "rival", votes: 190n, ...sumPledges([200n, 200n, 200n]) };
    const order = (project: FundingProject): string[] =>
      settleRound({ projects: [project, rival], pool: 0n, rule: "priority" }).queue;
    expect(order(whole)).to.deep.equal(["whole", "rival"]);
    expect(order(part)).to.deep.equal(["part", "rival"]);
  });

  it("is noted from its end, by what is left of it alone", () => {
    const few = fc.bigInt({ min: 0n, max: 40n });
    const project = fc.record({
      goal: few,
      votes: few,
      ceiling: few,
      pledges: fc.array(few, { maxLength: 3 }),
      own: few,
    });
    const round = fc.record({
      projects: fc.array(project, { minLength: 1, maxLength: 12 }),
      pool: fc.bigInt({ min: 0n, max: 200n }),
      rule: fc.constantFrom("priority", "proportional"),
      scaling: fc.constantFrom("linear", "quadratic"),
    });
    fc.assert(
      fc.property(round, fc.integer({ min: 1, max: 5 }), fc.nat(), ({ projects: all, ...terms }, page, some) => {
        const projects = all.map(({ pledges, own, ...one }, i) => {
          return { id: String(i + 1), ...one, ...sumPledges(pledges, [own]) };
        });
        const whole = planPages({ ...terms, projects, matches: 0n, toNote: 0 }, 1);
        const order = whole.rank.flat().filter((id) => whole.awarded.has(id));
        const { projects: settled } = settleRound({ ...terms, projects });
        const matches = settled.reduce((sum, { isFunded, match }) => sum + (isFunded ? match : 0n), 0n);
        // The others have been noted.
        const toNote = order.length - (some % (order.length + 1));
        fc.pre(toNote > 0);
        const left = order.slice(0, toNote);
        const live = projects.filter(({ id }) => left.includes(Number(id)) || !order.includes(Number(id)));
        const { rank, note, awarded } = planPages({ ...terms, projects: live, matches, toNote }, page);
        expect(rank).to.deep.equal([]);
        expect(note.toReversed().flatMap((one) => one.projects)).to.deep.equal(left);
        expect(note.map(({ before }) => before)).to.deep.equal(
          note.map((_, i) => chainProjects(left.slice(0, (note.length - 1 - i) * page))),
        );
        expect(awarded).to.deep.equal(new Map([...whole.awarded].filter(([id]) => left.includes(id))));
      }),
      { numRuns: 500 },
    );
  });
});
