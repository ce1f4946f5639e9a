/** Scenarios made by hand for the corners of section 2.4: leases that are renewed, lapse, or are all there is. */
import { OFFICE, Recorder } from "./record.ts";
import type { BallotJson, Scenario, Setting } from "./scenario.ts";

const GWEI = 10n ** 9n;

function leases(setting: Partial<Setting> = {}): Recorder {
  return new Recorder({ ...OFFICE, ...setting }, "leases");
}

function part(name: string, permanent: bigint, leased: bigint, sign: 1 | -1 = 1): BallotJson {
  return { [name]: { sign, permanent: permanent.toString(), leased: leased.toString() } };
}

/** A lease renewed before it lapsed, and what was placed from it: refreshed too late, then cast again. */
export function renewals(): Scenario {
  const recorder = leases({ stabilizationFill: "200000000000000000" });
  recorder
    .credit("v0", 4n * GWEI)
    .lease("v0", 9n * GWEI, 3)
    .lease("v1", 7n * GWEI, 6)
    .credit("v2", 3n * GWEI);
  recorder.nominate("v0", "c0", part("c0", 4n * GWEI, 5n * GWEI));
  recorder.nominate("v2", "c2", part("c2", 3n * GWEI, 0n));
  recorder.nominate("v1", "c1", part("c1", 0n, GWEI)).look();
  recorder
    .cycle(2)
    .lease("v0", 9n * GWEI, 9)
    .look()
    .cycle(3)
    .look();
  // The placement has ended by itself though the lease has not, and what has ended stays ended.
  recorder.cycle(4).refresh("v0").look();
  // Cast after the renewal, a placement takes the lease as it is now.
  recorder.cycle(5).cast("v0", { ...part("c0", 4n * GWEI, 4n * GWEI), ...part("c1", 0n, 5n * GWEI, -1) });
  recorder
    .look()
    .lease("v1", 16n * GWEI, 12)
    .cast("v1", part("c1", 0n, 16n * GWEI));
  return recorder.endOf(8).look().cycle(9).look().cycle(12).look().cycle(40).look().scenario();
}

/** Refreshed in the last cycle it counts in, refreshed twice, refreshed when nothing of it counts any more. */
export function refreshes(): Scenario {
  const recorder = leases({ stabilizationFill: "200000000000000000" });
  recorder
    .credit("v0", 4n * GWEI)
    .lease("v0", 5n * GWEI, 6)
    .lease("v1", 16n * GWEI, 4);
  recorder.nominate("v0", "c0", part("c0", 4n * GWEI, 4n * GWEI));
  recorder.nominate("v1", "c1", part("c1", 0n, 16n * GWEI));
  recorder
    .cycle(3)
    .lease("v1", 16n * GWEI, 7)
    .refresh("v1")
    .refresh("v1")
    .refresh("v0")
    .look();
  recorder.cycle(4).look().cycle(6).look().cycle(7).look();
  recorder
    .lease("v1", 25n * GWEI, 30)
    .refresh("v1")
    .look();
  recorder
    .cast("v0", part("c0", GWEI, 0n, -1))
    .cycle(12)
    .look();
  return recorder
    .cast("v1", part("c1", 0n, 25n * GWEI))
    .cycle(20)
    .look()
    .cycle(60)
    .look()
    .scenario();
}

/** An electorate of leases alone, which ends: a cycle with E = 0 changes nothing, a nominee waits. */
export function noElectorate(): Scenario {
  const recorder = leases({ seats: 1, nominationFill: "0", stabilizationFill: "900000000000000000" });
  recorder.lease("v0", 9n * GWEI, 2).lease("v1", 4n * GWEI, 3);
  recorder.nominate("v0", "c0", part("c0", 0n, 9n * GWEI)).cycle(1);
  recorder
    .nominate("v1", "c1", part("c1", 0n, 4n * GWEI))
    .cycle(3)
    .look()
    .cycle(23)
    .look()
    .cycle(543)
    .look();
  // c2 is nominated and abandoned by all in one cycle, and stays a nominee for as long as there is nobody.
  recorder
    .lease("v2", GWEI, 546)
    .nominate("v2", "c2", part("c2", 0n, GWEI))
    .look();
  recorder.withdraw("v2").lease("v2", 0n, 546).look().cycle(546).look();
  recorder
    .lease("v2", 16n * GWEI, 549)
    .cast("v2", part("c2", 0n, 16n * GWEI))
    .cycle(547)
    .look()
    .cycle(548)
    .look();
  recorder.cycle(549).look().cycle(1069).look().credit("v1", 1n).cycle(1070).look();
  return recorder
    .cast("v1", part("c1", 1n, 0n))
    .cycle(1075)
    .look()
    .scenario();
}

/** A committee, all of it leased: placements end in the middle of an idle stretch, and seats change by that alone. */
export function leasesEndWhileIdle(): Scenario {
  const recorder = leases({ seats: 2, stabilizationFill: "1500000000000000000" });
  const untils = [4, 9, 15, 22, 31];
  untils.forEach((until, index) => recorder.lease(`v${index}`, BigInt(30 - 3 * index) * GWEI, until));
  untils.forEach((_, index) => {
    if (index > 1) recorder.credit(`v${index}`, BigInt(index) * GWEI);
    const permanent = BigInt(index > 1 ? index : 0) * GWEI;
    recorder.nominate(`v${index}`, `c${index}`, part(`c${index}`, permanent, BigInt(30 - 3 * index) * GWEI));
  });
  return recorder.cycle(31).look().cycle(45).look().cycle(565).look().scenario();
}
