import { testFiles } from "./lib/files.ts";
import { runOrExit } from "./lib/run.ts";

const given = process.argv.slice(2);
const named = given.some((argument) => /\.(sol|ts)$/.test(argument));

await runOrExit("hardhat", ["build"]);
await runOrExit("tsc", ["--noEmit"]);
await runOrExit("hardhat", ["test", "--no-compile", ...given, ...(named ? [] : await testFiles())]);
