import { expect } from "chai";
import { behavesAsDatabase, rejected } from "../../test/storage.ts";
import { startPostgres } from "../../test/postgres.ts";
import type { Database } from "./Database.ts";
import { openPostgres } from "./postgres.ts";

describe("PostgreSQL", () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;

  before(async () => {
    server = await startPostgres();
    database = await openPostgres(server.url);
  });

  after(async () => {
    await database.close();
    await server.stop();
  });

  behavesAsDatabase(() => database);

  it("runs transactions beside each other", async () => {
    await database.query("CREATE TABLE side (x int)");
    const seen = await database.transaction(async (one) => {
      await one.query("INSERT INTO side VALUES (1)");
      return database.transaction((two) => two.query("SELECT x FROM side"));
    });
    expect(seen).to.deep.equal([]);
  });

  it("says what to check when the server is not there", async () => {
    const error = await rejected(openPostgres("postgres://nobody@127.0.0.1:1/none"), "The database does not answer");
    expect(error).to.have.property("advice").that.includes("storage.postgres");
  });
});
