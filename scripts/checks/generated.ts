/** Generates what is generated, and complains if that changes anything. */
import { execFileSync } from "node:child_process";
import { conclude } from "../lib/conclude.ts";
import { runOrExit } from "../lib/run.ts";

const GENERATED = ["sdk/src/abi", "sdk/src/ethers/typechain"];

await runOrExit("hardhat", ["build", "--quiet"]);
await runOrExit("tsx", ["scripts/generate.ts"]);
// Against what is staged, so that a change and what is generated from it can be committed together.
const git = (...args: string[]): string => execFileSync("git", [...args, "--", ...GENERATED], { encoding: "utf8" });
const changed = git("diff", "--name-only") + git("ls-files", "--others", "--exclude-standard");
const complaints = changed
  .split("\n")
  .filter(Boolean)
  .map((path) => `${path}: run \`npm run generate\` and commit what it writes`);
conclude("What is generated is what the contracts say", complaints);
