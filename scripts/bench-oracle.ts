import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../oracle/test/postgres.ts";
import { poll } from "../oracle/test/operators.ts";
import { feedId, routerOf } from "../oracle/src/reports/feeds.ts";
import { outcomesBuilder } from "../oracle/src/reports/outcomes.ts";
import type { Database } from "../oracle/src/storage/Database.ts";
import { migrate } from "../oracle/src/storage/migrate.ts";
import { Observations, observationMigrations } from "../oracle/src/storage/observations.ts";
import { openPglite } from "../oracle/src/storage/pglite.ts";
import { openPostgres } from "../oracle/src/storage/postgres.ts";

/** `npm run bench:oracle`: how fast what is seen is stored, and what of it stays in memory. Writes docs/bench/oracle.md. */

const COUNT = 100_000;
const STEPS = 5;
const MEGABYTE = 1_048_576;

interface Figures {
  what: string;
  perSecond: number;
  /** Megabytes beyond what was there before the first, after each fifth. */
  growth: number[];
}

async function measure(what: string, database: Database): Promise<Figures> {
  await migrate(database, observationMigrations);
  const builder = outcomesBuilder({ kind: "outcomes", policy: "polls", arguments: [] });
  const feeds = [{ id: feedId("outcomes"), name: "outcomes", sources: ["list:test"], builder }];
  const observations = new Observations(database, routerOf(feeds), () => 0);
  for (let warm = 0; warm < 100; warm++) await see(observations, `warm ${warm}`);
  const before = process.memoryUsage.rss();
  const growth: number[] = [];
  const start = performance.now();
  for (let number = 1; number <= COUNT; number++) {
    await see(observations, `poll ${number}`);
    if (number % (COUNT / STEPS) !== 0) continue;
    growth.push(Math.round((process.memoryUsage.rss() - before) / MEGABYTE));
    process.stderr.write(`${what}: ${number}, ${growth.at(-1)} MB\n`);
  }
  const perSecond = Math.round(COUNT / ((performance.now() - start) / 1_000));
  await database.close();
  return { what, perSecond, growth };
}

const see = (observations: Observations, id: string): Promise<boolean> =>
  observations.record("list:test", { key: id, observation: poll(id), cursor: id });

function page(all: readonly Figures[]): string {
  const rows = all.map(({ what, perSecond, growth }) => `| ${what} | ${perSecond} | ${growth.join(" / ")} |`);
  return `# The oracle

Polls that are seen, one after the other, until each is stored with what follows from it and where to go on: ${COUNT} of them, by one
process on a machine with ${cpus().length} cores that others used too. Memory is resident, in megabytes beyond what was there before, after
each fifth of them. Made by \`npm run bench:oracle\`.

| storage | observations a second | memory |
|---|---|---|
${rows.join("\n")}
`;
}

const folder = await mkdtemp(join(tmpdir(), "perdure-bench-"));
const server = await startPostgres();
const figures = [
  await measure("PostgreSQL, without waiting for the disk", await openPostgres(server.url)),
  await measure("PGlite in a folder", await openPglite(folder)),
];
await server.stop();
await rm(folder, { recursive: true, force: true });
await writeFile("docs/bench/oracle.md", page(figures));
console.log(page(figures));
