import { run } from "./lib/run.ts";

/** What has to hold beside the tests. `npm run check` runs all of it, `npm run check -- sizes lengths` only these. */
const CHECKS: Record<string, readonly [command: string, ...args: string[]]> = {
  format: ["prettier", "--check", "--log-level", "warn", "."],
  "lint:ts": ["oxlint", "--type-aware"],
  "lint:sol": ["solhint", "--disc", "--noPoster", "{contracts,scripts}/**/*.sol"],
  "lint:sol-tests": ["solhint", "--disc", "--noPoster", "--config", "test/.solhint.json", "test/**/*.sol"],
  lengths: ["tsx", "scripts/checks/lengths.ts"],
  security: ["tsx", "scripts/checks/security.ts"],
  licences: ["tsx", "scripts/checks/licences.ts"],
  warnings: ["hardhat", "--deny-warnings", "build", "--force", "--quiet"],
  generated: ["tsx", "scripts/checks/generated.ts"],
  types: ["tsc", "--noEmit"],
  examples: ["tsx", "scripts/checks/examples.ts"],
  sdk: ["tsx", "scripts/checks/sdk.ts"],
  unused: ["knip"],
  sizes: ["tsx", "scripts/checks/sizes.ts"],
  bench: ["tsx", "scripts/bench.ts", "--check"],
  coverage: ["tsx", "scripts/checks/coverage.ts"],
};

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean =>
  wanted.length === 0 || wanted.some((word) => name.split(":")[0] === word || name === word);
const names = Object.keys(CHECKS).filter(isWanted);

const failed: string[] = [];
for (const name of names) {
  const [command, ...args] = CHECKS[name] ?? [];
  if (command === undefined) continue;
  console.log(`\n— ${name}`);
  if ((await run(command, args)) !== 0) failed.push(name);
}

console.log(
  `\n${names.length - failed.length} of ${names.length} checks hold${failed.map((name) => `\n  not: ${name}`).join("")}`,
);
process.exitCode = failed.length === 0 && names.length > 0 ? 0 : 1;
