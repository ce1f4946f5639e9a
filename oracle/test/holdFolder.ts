import { openPglite } from "../src/storage/pglite.ts";

/** A process of its own that holds a folder, and whose writes have to outlive it. */
const database = await openPglite(process.argv[2]);
await database.query("CREATE TABLE held (z int); INSERT INTO held VALUES (1);");
console.log("held");
await new Promise(() => setInterval(() => {}, 1_000));
