import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { STEPS, undergo } from "../../test/kills/ordeal.ts";

const KILLS = process.env["PERDURE_DEEP"] === "1" ? 200 : 20;

describe("Three operators of which one is always being killed (O3)", function () {
  this.timeout(KILLS * 30_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "perdure-kills-"));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it(`tell everything once, through ${KILLS} kills at every step, on PGlite`, async () => {
    const storage = (index: number) => ({ folder: join(folder, String(index)) });
    const { reports } = await undergo({ kills: KILLS, storage });
    expect(KILLS).to.be.greaterThanOrEqual(STEPS.length);
    expect(reports).to.be.greaterThan(0);
  });
});
