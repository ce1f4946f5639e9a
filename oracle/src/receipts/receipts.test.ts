import { behavesAsReceipts } from "../../test/receiptsBehaviour.ts";
import { agreesInAnyOrder } from "../../test/receiptsOrder.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { openPglite } from "../storage/pglite.ts";
import { receiptMigrations } from "./migrations.ts";

describe("receipts", () => {
  let database: Database;

  before(async () => {
    database = await openPglite();
    await migrate(database, receiptMigrations);
  });
  after(() => database.close());

  behavesAsReceipts(() => database);
  agreesInAnyOrder(() => database);
});
