import { glob } from "node:fs/promises";
import { runOrExit } from "./lib/run.ts";

// Named one by one, because a runner left to itself would also load every helper that lies beside the tests.
const TESTS = ["test/**/*.t.sol", "{test,sdk/src}/**/*.test.ts"];

async function allTests(): Promise<string[]> {
  const files = await Array.fromAsync(glob(TESTS));
  return files.sort();
}

const given = process.argv.slice(2);
const named = given.some((argument) => /\.(sol|ts)$/.test(argument));

await runOrExit("hardhat", ["build"]);
await runOrExit("tsc", ["--noEmit"]);
await runOrExit("hardhat", ["test", "--no-compile", ...given, ...(named ? [] : await allTests())]);
