/** Every role in SECURITY.md is limited by something that is tried: the tests it names have to exist. */
import { readFileSync } from "node:fs";
import { conclude } from "../lib/conclude.ts";
import { testFiles } from "../lib/files.ts";

const tests = (await testFiles()).map((path) => readFileSync(path, "utf8")).join("\n");
const rows = readFileSync("SECURITY.md", "utf8")
  .split("\n## ")
  .filter((section) => section.startsWith("What each role"))
  .flatMap((section) => section.split("\n").filter((line) => line.startsWith("| ")))
  .slice(1);

function problemsOf(row: string): string[] {
  const names = [...row.matchAll(/`((?:test|testFuzz|invariant)_\w+)`|\u201c([^\u201d]+)\u201d/g)].map(
    ([, solidity, mocha]) => (solidity === undefined ? `"${mocha}"` : `function ${solidity}(`),
  );
  const missing = names.filter((name) => !tests.includes(name));
  const problems = missing.map((name) => `no test holds ${name}`);
  return names.length === 0 ? [`no test in: ${row.slice(0, 60)}…`, ...problems] : problems;
}

conclude(
  `${rows.length} roles are limited by what tests try`,
  rows.length === 0 ? ["no role"] : rows.flatMap(problemsOf),
);
