import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { behavesAsDatabase, rejected } from "../../test/storage.ts";
import type { Database } from "./Database.ts";
import { openPglite } from "./pglite.ts";

describe("PGlite", () => {
  let folder: string;
  let database: Database;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "perdure-pglite-"));
    database = await openPglite();
  });

  after(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  behavesAsDatabase(() => database);

  it("keeps what it is told in its folder, and the folder to itself", async () => {
    const first = await openPglite(folder);
    await first.query("CREATE TABLE x (y int); INSERT INTO x VALUES (5);");
    const error = await rejected(openPglite(folder), `${folder} is open in another process`);
    expect(error).to.have.property("advice").that.includes("PostgreSQL");
    await first.close();
    const second = await openPglite(folder);
    expect(await second.query("SELECT y FROM x")).to.deep.equal([{ y: 5 }]);
    await second.close();
  });

  it("does not open what another process has, until that one is killed", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", "oracle/test/holdFolder.ts", folder], { stdio: "pipe" });
    await said(child, "held");
    await rejected(openPglite(folder), "is open in another process");
    child.kill("SIGKILL");
    await once(child, "close");
    const reopened = await openPglite(folder);
    expect(await reopened.query("SELECT z FROM held")).to.deep.equal([{ z: 1 }]);
    await reopened.close();
  });
});

async function said(child: ChildProcess, word: string): Promise<void> {
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.includes(word)) resolve();
    });
    child.once("close", () => reject(new Error("It ended before it said a word.")));
  });
}
