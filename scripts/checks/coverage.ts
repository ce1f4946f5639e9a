import { conclude } from "../lib/conclude.ts";
import { runAndRead } from "../lib/run.ts";

const LEAST = 98;

/**
 * Hardhat measures lines and statements, not branches: a refusal that no test provokes is a statement that is never run, an
 * `if` that is never false goes unnoticed. The total row of its report is the only place where it tells about statements.
 */
const TOTAL = /║ Total\s+│\s+([\d.]+)\s+│\s+([\d.]+)\s+│/;

// Few runs: fuzzing further reaches hardly any new line, and instrumented code is slow. The Solidity tests have to reach the lines
// by themselves: those in TypeScript play whole stories, which pass by most of what could go wrong.
const { code, output } = await runAndRead("hardhat", ["test", "solidity", "--coverage", "--test-profile", "quick"]);
console.log(output);
if (code !== 0) process.exit(code);

const [, lines, statements] = TOTAL.exec(output) ?? [];
if (lines === undefined || statements === undefined) throw new Error("hardhat printed no coverage report");
const covered = { lines: Number(lines), statements: Number(statements) };
const complaints = Object.entries(covered)
  .filter(([, percentage]) => percentage < LEAST)
  .map(([what, percentage]) => `${percentage} % of the ${what} are covered, at least ${LEAST} % have to be`);
conclude(`${lines} % of the lines and ${statements} % of the statements are covered`, complaints);
