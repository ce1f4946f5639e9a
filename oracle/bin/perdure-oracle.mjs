#!/usr/bin/env node
// Installed, it runs what was built; in a checkout, the sources, through the door that brings a Node which is new enough.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(here, "dist", "cli", "main.js");
if (existsSync(built)) {
  await import(pathToFileURL(built).href);
} else {
  const root = dirname(here);
  const script = ["scripts/with-node.mjs", "oracle/src/cli/main.ts", "--folder", process.cwd()];
  const child = spawn(process.execPath, [...script, ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("close", (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0);
  });
}
