/** Scenarios made by hand for the corners of section 3 that chance seldom reaches. */
import { OFFICE, Recorder } from "./record.ts";
import type { BallotJson, Scenario, Setting } from "./scenario.ts";

const GWEI = 10n ** 9n;

function elections(setting: Partial<Setting> = {}): Recorder {
  return new Recorder({ ...OFFICE, ...setting }, "elections");
}

/** Signed units on candidacies. */
function on(...placements: readonly (readonly [string, bigint])[]): BallotJson {
  return { place: Object.fromEntries(placements.map(([name, units]) => [name, units.toString()])) };
}

function scored(approve: bigint, disapprove: bigint, scores: Record<string, number>): BallotJson {
  return { approve: approve.toString(), disapprove: disapprove.toString(), scores };
}

function credited(recorder: Recorder, values: readonly bigint[]): Recorder {
  values.forEach((value, index) => recorder.credit(`v${index}`, value));
  return recorder;
}

/** v0 stands as c0 with all that v0 has, v1 as c1, and so on. */
function standing(recorder: Recorder, values: readonly bigint[]): Recorder {
  credited(recorder, values);
  values.forEach((value, index) => recorder.nominate(`v${index}`, `c${index}`, on([`c${index}`, value])));
  return recorder;
}

/** Equal incumbents: the one seated last is the weakest. Equal candidates: the earlier candidacy is seated first. */
export function equalVotes(): Scenario {
  const recorder = standing(elections({ seats: 2 }), [4n * GWEI, 4n * GWEI, 4n * GWEI, 5n * GWEI, GWEI]);
  for (let cycle = 1; cycle <= 12; cycle++) recorder.cycle(cycle).look();
  // Three are equal now, one of them incumbent beside c3; c4 overtakes with v4's new weight.
  recorder
    .withdraw("v3")
    .cycle(16)
    .look()
    .cast("v3", on(["c3", 4n * GWEI]))
    .cycle(24)
    .look();
  recorder.credit("v4", 8n * GWEI).cast("v4", on(["c4", 9n * GWEI]));
  for (let cycle = 25; cycle <= 34; cycle++) recorder.cycle(cycle).look();
  return recorder.scenario();
}

/** The seated candidates' equals: one who was seated again later is weaker than one who stayed. */
export function equalAfterReturn(): Scenario {
  const recorder = standing(elections({ seats: 2 }), [4n * GWEI, 4n * GWEI, 3n * GWEI]);
  recorder.cycle(8).look().resign("v0", "c0").look().cycle(20).look();
  // c0 has come back and is now the later seated of two equals.
  recorder.credit("v2", 6n * GWEI).cast("v2", on(["c2", 9n * GWEI]));
  return recorder.cycle(23).look().cycle(40).look().scenario();
}

/** Leads too small for a WAD: a lead of nothing adds nothing, a deficit of nothing takes one a cycle. */
export function tinyLeads(): Scenario {
  const much = 16n * 10n ** 18n;
  const recorder = credited(elections({ stabilizationFill: "100000000000000000" }), [much, much, much, much]);
  recorder.nominate("v0", "c0", on(["c0", much / 4n]));
  recorder.cycle(4).look();
  recorder.nominate("v1", "c1", on(["c1", much / 4n + 100n]));
  recorder.nominate("v2", "c2", on(["c2", much / 4n + 10n ** 9n]));
  recorder.nominate("v3", "c3", on(["c3", much / 4n + 10n ** 5n]));
  recorder
    .cycle(8)
    .look()
    .cycle(9)
    .cast("v2", on(["c2", much / 4n - 1n]))
    .cycle(10)
    .look();
  return recorder
    .cycle(530)
    .look()
    .cast("v1", on(["c1", much / 4n]))
    .cycle(1050)
    .look()
    .scenario();
}

/** A full bucket and a vacant seat: the least votes above 0 are enough, though they would add nothing to the bucket. */
export function fullBucketAndTinyVotes(): Scenario {
  const much = 16n * 10n ** 18n;
  const recorder = credited(elections({ seats: 2, stabilizationFill: "100000000000000000" }), Array(4).fill(much));
  for (const index of [0, 1, 2]) recorder.nominate(`v${index}`, `c${index}`, on([`c${index}`, much / 4n]));
  recorder.cycle(2).look().withdraw("v1");
  recorder
    .cast("v2", on(["c2", much / 4n + 100n]))
    .cast("v3", on(["c2", -much / 4n]))
    .look();
  return recorder.cycle(3).look().cycle(5).look().scenario();
}

/** Exact ties with the bar: a candidate with the bar's votes keeps its bucket and takes no seat. */
export function equalToTheBar(): Scenario {
  const recorder = standing(elections({ seats: 1 }), [4n * GWEI, 9n * GWEI]);
  recorder
    .cast("v1", on(["c1", GWEI]))
    .cycle(5)
    .look();
  recorder
    .cast("v1", on(["c1", 5n * GWEI]))
    .cycle(6)
    .look()
    .cast("v1", on(["c1", 4n * GWEI]))
    .cycle(12)
    .look();
  // Bar 0 twice over: an incumbent at exactly 0, then below it.
  recorder.withdraw("v1").withdraw("v0").cycle(14).look();
  recorder
    .cast("v0", on(["c0", -4n * GWEI]))
    .cycle(15)
    .look()
    .cast("v1", on(["c1", 1n]));
  return recorder.cycle(16).look().cycle(600).look().scenario();
}

/** Several full buckets while seats are vacant: one seat a cycle, buckets kept until the last seat is taken. */
export function fullBucketsAndVacancies(): Scenario {
  const recorder = credited(elections({ seats: 3, stabilizationFill: "50000000000000000" }), Array(6).fill(9n * GWEI));
  for (const index of [0, 1, 2, 3, 4]) recorder.nominate(`v${index}`, `c${index}`, on([`c${index}`, 9n * GWEI]));
  recorder.nominate("v5", "c5", on(["c5", 4n * GWEI]));
  recorder.cycle(2).look().withdraw("v4").look();
  // c4 holds a full bucket and no votes; c5 a full one and fewer votes than the others.
  recorder.cycle(3).look().leave("v0", "c0").withdraw("v0").withdraw("v1").withdraw("v2").withdraw("v3").withdraw("v5");
  recorder
    .cycle(9)
    .look()
    .cast("v4", on(["c4", 1n]))
    .cycle(10)
    .look();
  recorder
    .cast("v5", on(["c5", 2n]))
    .cycle(11)
    .look()
    .cycle(12)
    .look()
    .cycle(40)
    .look();
  return recorder.resign("v4", "c4").look().cycle(41).look().cycle(200).look().scenario();
}

/** To step down in the cycle at whose end one would be displaced: no bar, an empty bucket, and the seat goes anyway. */
export function resignedWhenDisplaced(): Scenario {
  const setting = { stabilizationFill: "400000000000000000" };
  const recorder = credited(elections(setting), [4n * GWEI, 9n * GWEI, 16n * GWEI]);
  recorder
    .nominate("v0", "c0", on(["c0", 4n * GWEI]))
    .cycle(4)
    .look();
  recorder.nominate("v1", "c1", on(["c1", 9n * GWEI])).nominate("v2", "c2", on(["c2", 5n * GWEI]));
  for (let cycle = 5; cycle <= 8; cycle++) recorder.cycle(cycle).look();
  recorder.endOf(8).resign("v0", "c0").cycle(9).look().cycle(10).look();
  recorder.resign("v1", "c1").leave("v1", "c1").look();
  return recorder.cycle(12).look().cycle(30).look().scenario();
}

/** Incumbents with negative votes: the bar is 0, the most negative one goes first, all seats being taken. */
export function negativeIncumbents(): Scenario {
  const recorder = standing(elections({ seats: 3 }), [9n * GWEI, 8n * GWEI, 7n * GWEI, GWEI, 25n * GWEI]);
  recorder.leave("v4", "c4").cycle(12).look();
  recorder
    .cast("v4", on(["c0", -10n * GWEI], ["c1", -10n * GWEI]))
    .cast("v3", on(["c3", GWEI]))
    .cycle(13)
    .look();
  recorder.cycle(30).look().cycle(90).look();
  recorder
    .cast("v2", on(["c2", -7n * GWEI]))
    .cast("v3", on(["c3", -GWEI]))
    .cycle(200)
    .look();
  return recorder
    .nominate("v4", "c5", on(["c5", 1n]))
    .cycle(720)
    .look()
    .cycle(1500)
    .look()
    .scenario();
}

/** 520 idle cycles at a stretch with several seats changing hands within, at different speeds. */
export function idleForLong(): Scenario {
  const setting = {
    cycle: 3600,
    seats: 2,
    nominationFill: "1000000000000000000",
    stabilizationFill: "2000000000000000000",
  };
  const recorder = credited(elections(setting), [100n * GWEI, 10n ** 15n, 10n ** 15n, GWEI, GWEI, 7n]);
  recorder.nominate("v0", "c0", on(["c0", 90n * GWEI]));
  recorder.nominate("v3", "c3", on(["c3", GWEI]));
  recorder.nominate("v1", "c1", on(["c1", 10n ** 11n]));
  recorder.nominate("v4", "c4", on(["c4", GWEI]));
  recorder.nominate("v5", "c5", on(["c5", 7n]));
  recorder.nominate("v2", "c2", on(["c2", 3n * 10n ** 10n], ["c0", -1n]));
  for (const cycle of [520, 1040, 1041, 1561, 2081]) recorder.cycle(cycle).look();
  recorder
    .endOf(2600)
    .credit("v0", 10n ** 16n)
    .cycle(2601)
    .look()
    .cycle(3121)
    .look();
  return recorder
    .cast("v1", on(["c1", 10n ** 10n]))
    .cycle(3641)
    .look()
    .cycle(40_000)
    .look()
    .scenario();
}

/** Score ballots: ties, a score of the lowest step, piles of nothing, candidacies that end under a standing ballot. */
export function scores(): Scenario {
  const recorder = elections({ method: "score", seats: 2, nominationFill: "300000000000000000" });
  credited(recorder, [10n ** 19n, 10n ** 19n, 10n ** 11n, 10n ** 11n, 3n]);
  recorder.nominate("v0", "c0", scored(10n ** 18n, 10n ** 18n, { c0: 1 }));
  recorder.nominate("v1", "c1", scored(10n ** 18n + 3n, 0n, { c1: 1, c0: -100 }));
  recorder.nominate("v2", "c2", scored(10n ** 11n, 0n, { c2: 100, c1: 100, c0: 100 }));
  recorder.nominate("v3", "c3", scored(5n * 10n ** 10n, 5n * 10n ** 10n, { c3: 100, c2: 99 }));
  recorder.nominate("v4", "c4", scored(1n, 2n, { c4: 1, c3: -1 }));
  recorder.cycle(1).look().cycle(40).look();
  recorder
    .cast("v1", scored(10n ** 19n, 0n, { c1: 100, c2: 100, c3: 100, c4: 100, c0: 100 }))
    .cycle(41)
    .look();
  recorder.cycle(43).look().leave("v3", "c3").cycle(47).look().cycle(60).look();
  // The name is free again, but nothing of what c3 was given comes back.
  recorder
    .nominate("v3", "c5", scored(10n ** 11n, 0n, { c5: 100 }))
    .look()
    .cycle(61)
    .look();
  recorder
    .cast("v0", scored(0n, 10n ** 19n, { c0: 100, c1: -100, c2: -37 }))
    .cycle(70)
    .look();
  return recorder.cycle(590).look().withdraw("v0").withdraw("v1").cycle(591).look().cycle(1111).look().scenario();
}

/** The field of 32: ties for the weakest, a tie with the opening, what an ended candidacy frees, standing anew. */
export function fullField(): Scenario {
  const recorder = elections({ seats: 2, stabilizationFill: "60000000000000000" });
  credited(recorder, [...Array<bigint>(36).fill(9n * GWEI)]);
  for (let index = 0; index < 32; index++) {
    const units = index < 3 ? 9n : index < 20 ? 3n : 2n;
    recorder.nominate(`v${index}`, `c${index}`, on([`c${index}`, units * GWEI]));
  }
  recorder.refused({ do: "nominate", voter: "v32", candidacy: "x0", ballot: on(["x0", 2n * GWEI]) }, "FieldFull");
  recorder.nominate("v32", "c32", on(["c32", 2n * GWEI + 1n]));
  recorder.cycle(3).look();
  // v30's placement frees as c30 ends, and v31's had freed before: both stand anew.
  recorder.nominate("v31", "c33", on(["c33", 9n * GWEI])).nominate("v30", "c34", on(["c34", 8n * GWEI]));
  // What holds up the weakest is released first: v33 opens over what others gave c28, v34 does not over c27.
  recorder
    .cast("v33", on(["c27", 5n * GWEI], ["c28", 4n * GWEI]))
    .cast("v34", on(["c26", GWEI]))
    .cycle(5);
  recorder.nominate("v33", "c35", on(["c35", 2n * GWEI + 1n]));
  recorder.refused({ do: "nominate", voter: "v34", candidacy: "x1", ballot: on(["x1", 2n * GWEI]) }, "FieldFull");
  recorder
    .look()
    .leave("v5", "c5")
    .nominate("v34", "c36", on(["c36", 1n]))
    .cycle(6);
  // The latest is the weakest now, and negative ones are weaker than any opening.
  recorder
    .cast("v35", on(["c1", -9n * GWEI]))
    .cycle(30)
    .look();
  recorder.refused({ do: "nominate", voter: "v0", candidacy: "x2", ballot: on(["x2", GWEI]) }, "AlreadyStanding");
  return recorder
    .nominate("v35", "c37", on(["c37", 1n * GWEI], ["c2", -8n * GWEI]))
    .cycle(60)
    .look()
    .scenario();
}
