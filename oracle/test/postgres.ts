import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, glob, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
const NOBODY = 65_534;

interface Postgres {
  url: string;
  stop: () => Promise<void>;
}

/** Starts a PostgreSQL server in a folder of its own, for this run alone. It refuses to run as root: then it runs as nobody. */
export async function startPostgres(): Promise<Postgres> {
  const bin = await binaries();
  const folder = await mkdtemp(join(tmpdir(), "perdure-postgres-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chown(folder, NOBODY, NOBODY);
  const run = (program: string, args: string[]) =>
    execute(join(bin, program), args, {
      cwd: folder,
      ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
      env: { PATH: process.env["PATH"], LC_ALL: "C", HOME: folder },
    });
  const data = join(folder, "data");
  await run("initdb", ["-D", data, "-U", "perdure", "--auth=trust", "--no-sync", "-E", "UTF8"]);
  const port = await freePort();
  const options = `-c listen_addresses=127.0.0.1 -p ${port} -c unix_socket_directories= -c fsync=off`;
  await run("pg_ctl", ["-D", data, "-w", "-s", "-o", options, "-l", join(folder, "log"), "start"]);
  return {
    url: `postgres://perdure@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await run("pg_ctl", ["-D", data, "-m", "immediate", "-s", "stop"]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where Debian puts them, or wherever the path leads. */
async function binaries(): Promise<string> {
  const debian = (await Array.fromAsync(glob("/usr/lib/postgresql/*/bin/initdb"))).toSorted().map(dirname);
  const path = (process.env["PATH"] ?? "").split(delimiter);
  const found = [...debian.toReversed(), ...path].find((folder) => existsSync(join(folder, "initdb")));
  if (found === undefined) throw new Error("There is no PostgreSQL on this machine: no initdb in the path.");
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
