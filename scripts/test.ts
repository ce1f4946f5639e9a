import { testFiles } from "./lib/files.ts";
import { runOrExit } from "./lib/run.ts";

const given = process.argv.slice(2);
const isNamed = given.some((argument) => /\.(sol|ts)$/.test(argument));
const files = isNamed ? [] : await testFiles();
if (!isNamed && files.length === 0) throw new Error("there are no tests to run");

await runOrExit("hardhat", ["build"]);
await runOrExit("tsc", ["--noEmit"]);
await runOrExit("hardhat", ["test", "--no-compile", ...given, ...files]);
