import { expect } from "chai";
import { undergo } from "../../test/kills/ordeal.ts";
import { startPostgres } from "../../test/postgres.ts";
import { openPostgres } from "../storage/postgres.ts";

const KILLS = process.env["PERDURE_DEEP"] === "1" ? 22 : 3;

describe("Three operators of which one is always being killed (O3), on PostgreSQL", function () {
  this.timeout(KILLS * 60_000);
  let server: Awaited<ReturnType<typeof startPostgres>>;

  before(async () => {
    server = await startPostgres();
    const database = await openPostgres(server.url);
    for (const index of [0, 1, 2]) await database.query(`CREATE DATABASE operator${index}`);
    await database.close();
  });

  after(() => server.stop());

  it(`tell everything once, through ${KILLS} kills`, async () => {
    const postgres = (index: number) => server.url.replace(/postgres$/, `operator${index}`);
    const { reports } = await undergo({ kills: KILLS, storage: (index) => ({ postgres: postgres(index) }) });
    expect(reports).to.be.greaterThan(0);
  });
});
