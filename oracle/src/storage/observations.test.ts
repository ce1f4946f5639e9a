import { expect } from "chai";
import type { IdentityLink } from "../observation.ts";
import { SourceError } from "../errors.ts";
import type { Database } from "./Database.ts";
import { migrate } from "./migrate.ts";
import { Observations, observationMigrations } from "./observations.ts";
import { openPglite } from "./pglite.ts";

const FORUM = "discourse:forum.example.org";

describe("Observations", () => {
  let database: Database;
  let observations: Observations;

  const link = (more: Partial<IdentityLink> = {}): IdentityLink => ({
    kind: "link",
    source: FORUM,
    subject: "7",
    account: `0x${"ab".repeat(20)}`,
    quality: "weak",
    revoked: false,
    observedAt: 1,
    ...more,
  });
  const record = (observation: IdentityLink, more: object = {}): Promise<boolean> =>
    observations.record(FORUM, { key: "link/7", observation, ...more });
  const count = async (): Promise<number> => (await database.query("SELECT FROM observations", [])).length;

  before(async () => {
    database = await openPglite();
    await migrate(database, observationMigrations);
    observations = new Observations(
      database,
      () => [],
      () => 0,
    );
  });
  after(() => database.close());
  beforeEach(() => database.query("TRUNCATE observations, cursors", []));

  it("take back only what was there", async () => {
    expect(await record(link({ revoked: true }), { cursor: "on" })).to.equal(false);
    expect(await count()).to.equal(0);
    expect(await observations.cursorOf(FORUM)).to.equal("on");
    expect(await record(link())).to.equal(true);
    expect(await record(link({ revoked: true }))).to.equal(true);
    expect(await record(link({ revoked: true }))).to.equal(false);
    expect(await record(link())).to.equal(true);
    expect(await count()).to.equal(3);
  });

  const bad: Record<string, [IdentityLink, object]> = {
    "a NUL in a subject": [link({ subject: "7\0" }), {}],
    "a NUL in a source's name": [link({ source: "\0" }), {}],
    "a NUL in its key": [link(), { key: "link/\0" }],
    "a NUL in its evidence": [link(), { evidence: "a\0" }],
    "a NUL in its cursor": [link(), { cursor: "\0" }],
    "an account that is none": [link({ account: "0x12" }), {}],
  };
  for (const [what, [observation, more]] of Object.entries(bad)) {
    it(`refuse ${what} as malformed, and store nothing of it`, async () => {
      const error: unknown = await record(observation, more).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(SourceError).and.include({ source: FORUM, fault: "malformed" });
      expect(await count()).to.equal(0);
      expect(await observations.cursorOf(FORUM)).to.equal(undefined);
    });
  }
});
