import { runnableTests } from "./lib/files.ts";
import { runOrExit } from "./lib/run.ts";

const given = process.argv.slice(2);
// Solidity tests know the profile they run under; the others are told.
if (given.includes("deep")) process.env["PERDURE_DEEP"] = "1";
const isNamed = given.some((argument) => /\.(sol|ts)$/.test(argument));
const { files, missing } = isNamed ? { files: [], missing: [] } : await runnableTests();
if (!isNamed && files.length === 0) {
  // Left to itself, Hardhat would take every file in the folder for a test.
  console.error("There are no tests to run.");
  process.exit(1);
}

for (const what of missing) console.log(`Left out: ${what}`);
if (missing.length > 0 && process.env["PERDURE_EVERYTHING"] === "1") {
  console.error("Everything was to be run.");
  process.exit(1);
}

await runOrExit("hardhat", ["build"]);
await runOrExit("tsc", ["--noEmit"]);
await runOrExit("hardhat", ["test", "--no-compile", ...given, ...files]);
// Said again where it is not overlooked.
for (const what of missing) console.log(`Left out: ${what}`);
