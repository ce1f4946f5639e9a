import { startPostgres } from "../../test/postgres.ts";
import { behavesAsReceipts } from "../../test/receiptsBehaviour.ts";
import { agreesInAnyOrder } from "../../test/receiptsOrder.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { openPostgres } from "../storage/postgres.ts";
import { receiptMigrations } from "./migrations.ts";

describe("receipts on PostgreSQL", () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;

  before(async () => {
    server = await startPostgres();
    database = await openPostgres(server.url);
    await migrate(database, receiptMigrations);
  });

  after(async () => {
    await database.close();
    await server.stop();
  });

  behavesAsReceipts(() => database);
  agreesInAnyOrder(() => database);
});
