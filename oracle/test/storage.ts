import { expect } from "chai";
import type { Database } from "../src/storage/Database.ts";
import { migrate } from "../src/storage/migrate.ts";

/** What has to hold of every database, whichever it is. */
export function behavesAsDatabase(database: () => Database): void {
  it("answers in the same types", async () => {
    const rows = await database().query(
      `SELECT 7::int8 AS i8, 7 AS i4, 1.50::numeric AS n, true AS b, 'x' AS t, '{"a":[1]}'::jsonb AS j,
              '\\x0aff'::bytea AS y, '2026-01-02T03:04:05Z'::timestamptz AS at, NULL AS nothing, '{1,2}'::int8[] AS l`,
      [],
    );
    const { y, ...rest } = (rows[0] ?? {}) as { y: Uint8Array };
    expect([...y]).to.deep.equal([0x0a, 0xff]);
    const at = new Date("2026-01-02T03:04:05Z");
    expect(rest).to.deep.include({ i8: 7n, i4: 7, n: "1.50", b: true, t: "x", j: { a: [1] }, at, nothing: null });
  });

  it("takes parameters of every kind back out as they went in", async () => {
    const bytes = Uint8Array.of(0, 1, 255);
    const [row] = await database().query<{ a: bigint; b: { c: string }; d: Uint8Array; e: null; f: string[] }>(
      "SELECT $1::int8 AS a, $2::jsonb AS b, $3::bytea AS d, $4::text AS e, $5::text[] AS f",
      [2n ** 62n, JSON.stringify({ c: "'" }), bytes, null, ["x", 'y"']],
    );
    expect(row?.a).to.equal(2n ** 62n);
    expect(row?.b).to.deep.equal({ c: "'" });
    expect([...(row?.d ?? [])]).to.deep.equal([...bytes]);
    expect(row?.f).to.deep.equal(["x", 'y"']);
  });

  it("keeps what a transaction did if it returns, and nothing of it if it throws", async () => {
    await database().query("CREATE TABLE kept (x int PRIMARY KEY)");
    await database().transaction((t) => t.query("INSERT INTO kept VALUES (1)"));
    const failing = database().transaction(async (t) => {
      await t.query("INSERT INTO kept VALUES (2)");
      throw new Error("changed my mind");
    });
    await rejected(failing, "changed my mind");
    const doubled = database().transaction(async (t) => {
      await t.query("INSERT INTO kept VALUES (3)");
      await t.query("INSERT INTO kept VALUES (1)");
    });
    await rejected(doubled, "kept_pkey");
    expect(await database().query("SELECT x FROM kept", [])).to.deep.equal([{ x: 1 }]);
  });

  it("migrates once, in order, and refuses a migration that was changed afterwards", async () => {
    const first = { id: "test/1", sql: "CREATE TABLE m (x int); INSERT INTO m VALUES (1);" };
    const second = { id: "test/2", sql: "UPDATE m SET x = x + 1" };
    await migrate(database(), [first]);
    await Promise.all([migrate(database(), [first, second]), migrate(database(), [first, second])]);
    expect(await database().query("SELECT x FROM m", [])).to.deep.equal([{ x: 2 }]);
    await rejected(migrate(database(), [{ ...first, sql: "SELECT 1" }]), "test/1 is not the one that was applied");
    await rejected(migrate(database(), [{ id: "test/3", sql: "UPDATE m SET x = 9; SELECT nope" }]), "nope");
    expect(await database().query("SELECT x FROM m", [])).to.deep.equal([{ x: 2 }]);
  });
}

/** That a promise fails, and how. */
export async function rejected(promise: Promise<unknown>, message: string): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    expect((error as Error).message).to.include(message);
    return error as Error;
  }
  throw new Error(`Nothing was thrown; expected: ${message}`);
}
