/** Compares what vectors expect with what the model comes to. */
import { Play, type CandidacyJson, type Expectation, type Scenario, type ScenarioFile } from "./scenario.ts";
import { unitsOf, votesOf, weightOf } from "./weights.ts";

interface DecayFile {
  kind: "decay";
  cases: { halfLife: number; elapsed: number; value: string; units: string }[];
}

interface VotesFile {
  kind: "votes";
  cases: { units: string; votes: string }[];
}

export type VectorFile = DecayFile | VotesFile | ScenarioFile;

/** Where weight decays: votes within 1e-9 relative, buckets (WAD) within 1e-9. */
const RELATIVE = 10n ** 9n;
const BUCKET_TOLERANCE = 10n ** 9n;

const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);
const magnitude = (a: bigint): bigint => (a < 0n ? -a : a);

function differences(got: Expectation, want: Expectation, exact: boolean): string[] {
  const near = (a: bigint, b: bigint): boolean => (exact ? a === b : distance(a, b) * RELATIVE <= magnitude(b));
  const found: string[] = [];
  const compare = (what: string, a: string, b: string, same: boolean): void => {
    if (!same) found.push(`${what} is ${a}, expected ${b}`);
  };

  compare("cycle", `${got.cycle}`, `${want.cycle}`, got.cycle === want.cycle);
  if (want.electorateNow !== undefined) {
    const [a, b] = [got.electorateNow ?? "0", want.electorateNow];
    compare("electorateNow", a, b, near(BigInt(a), BigInt(b)));
  }
  const names = new Set([...Object.keys(got.candidacies), ...Object.keys(want.candidacies)]);
  const ended = { status: "ended", votes100: "0", bucket: "0" };
  for (const name of names) {
    const a: Omit<CandidacyJson, "status"> & { status: string } = got.candidacies[name] ?? ended;
    const b: Omit<CandidacyJson, "status"> & { status: string } = want.candidacies[name] ?? ended;
    const [bucketA, bucketB] = [BigInt(a.bucket), BigInt(b.bucket)];
    compare(`${name}.status`, a.status, b.status, a.status === b.status);
    compare(`${name}.votes100`, a.votes100, b.votes100, near(BigInt(a.votes100), BigInt(b.votes100)));
    const sameBucket = distance(bucketA, bucketB) <= (exact ? 0n : BUCKET_TOLERANCE);
    compare(`${name}.bucket`, a.bucket, b.bucket, sameBucket);
  }
  return found;
}

function checkScenario(scenario: Scenario): string[] {
  const play = new Play(scenario);
  const found: string[] = [];
  const expect = (afterEvent: number): void => {
    for (const want of scenario.expect.filter((each) => each.afterEvent === afterEvent)) {
      const got = play.expectation(afterEvent, want.at, true);
      const at = `after event ${afterEvent} at ${want.at}: `;
      found.push(...differences(got, want, scenario.halfLife === 0).map((difference) => at + difference));
    }
  };
  expect(0);
  scenario.events.forEach((event, index) => {
    const complaint = play.attempt(event);
    if (complaint !== undefined) found.push(`event ${index + 1} (${event.do}) ${complaint}`);
    expect(index + 1);
  });
  return found;
}

export function checkFile(file: VectorFile): string[] {
  switch (file.kind) {
    case "decay":
      return file.cases.flatMap((each, index) => {
        const [value, elapsed, halfLife] = [BigInt(each.value), BigInt(each.elapsed), BigInt(each.halfLife)];
        const units = unitsOf(value, elapsed, halfLife);
        if (units !== BigInt(each.units)) return [`case ${index}: ${units} units, expected ${each.units}`];
        // At the moment of a credit the units show as what was given, less what the floor took.
        const lost = value - weightOf(units, elapsed, halfLife);
        return lost === 0n || lost === 1n ? [] : [`case ${index}: ${lost} of the value lost`];
      });
    case "votes":
      return file.cases.flatMap((each, index) => {
        const votes = votesOf(BigInt(each.units));
        return votes === BigInt(each.votes) ? [] : [`case ${index}: ${votes} votes, expected ${each.votes}`];
      });
    case "elections":
    case "leases":
      return file.scenarios.flatMap((scenario, index) =>
        checkScenario(scenario).map((difference) => `scenario ${index} ${difference}`),
      );
    default:
      return ["a kind of vectors that the model does not know"];
  }
}
