import { conclude } from "../lib/conclude.ts";
import { testFiles } from "../lib/files.ts";
import { runAndRead } from "../lib/run.ts";

const LEAST = 98;

/**
 * Hardhat measures lines and statements, not branches: a refusal that no test provokes is a statement that is never run, an
 * `if` that is never false goes unnoticed. The total row of its report is the only place where it tells about statements.
 */
const TOTAL = /║ Total\s+│\s+([\d.]+)\s+│\s+([\d.]+)\s+│/;

// Few runs: fuzzing further reaches hardly any new line, and instrumented code is slow.
const { code, output } = await runAndRead("hardhat", [
  "test",
  "--coverage",
  "--test-profile",
  "quick",
  // A decade of transactions reaches no line that the others miss, and instrumented code does not fit its blocks. The oracle's
  // tests are of TypeScript, which is not measured.
  ...(await testFiles()).filter((file) => !file.endsWith("decade.test.ts") && !file.startsWith("oracle/")),
]);
if (code !== 0) process.exit(code);

const [, lines, statements] = TOTAL.exec(output) ?? [];
if (lines === undefined || statements === undefined) throw new Error("hardhat printed no coverage report");
const covered = { lines: Number(lines), statements: Number(statements) };
const complaints = Object.entries(covered)
  .filter(([, percentage]) => percentage < LEAST)
  .map(([what, percentage]) => `${percentage} % of the ${what} are covered, at least ${LEAST} % have to be`);
conclude(`${lines} % of the lines and ${statements} % of the statements are covered`, complaints);
