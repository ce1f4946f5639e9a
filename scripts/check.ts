import { runAndRead } from "./lib/run.ts";

type Checks = Readonly<Record<string, readonly [command: string, ...args: string[]]>>;

/**
 * What has to hold beside the tests. `npm run check` runs all of it, `npm run check -- sizes lengths` only these. Each row takes
 * what the one before it in the row has built, or builds in the same folder; the rows share nothing and run at the same time.
 */
const ROWS: readonly Checks[] = [
  {
    warnings: ["hardhat", "--deny-warnings", "build", "--force", "--quiet"],
    generated: ["tsx", "scripts/checks/generated.ts"],
    "lint:ts": ["oxlint", "--type-aware"],
    types: ["tsc", "--noEmit"],
    examples: ["tsx", "scripts/checks/examples.ts"],
    sdk: ["tsx", "scripts/checks/sdk.ts"],
    oracle: ["tsx", "scripts/checks/oracle.ts"],
    unused: ["knip"],
    coverage: ["tsx", "scripts/checks/coverage.ts"],
  },
  {
    format: ["prettier", "--check", "--log-level", "warn", "."],
    "lint:sol": ["solhint", "--disc", "--noPoster", "{contracts,scripts}/**/*.sol"],
    "lint:sol-tests": ["solhint", "--disc", "--noPoster", "--config", "test/.solhint.json", "test/**/*.sol"],
    lengths: ["tsx", "scripts/checks/lengths.ts"],
    security: ["tsx", "scripts/checks/security.ts"],
    licences: ["tsx", "scripts/checks/licences.ts"],
    sizes: ["tsx", "scripts/checks/sizes.ts"],
    bench: ["tsx", "scripts/bench.ts", "--check"],
  },
];

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean =>
  wanted.length === 0 || wanted.some((word) => name.split(":")[0] === word || name === word);

const held: string[] = [];
const failed: string[] = [];

async function check(checks: Checks): Promise<void> {
  for (const [name, [command, ...args]] of Object.entries(checks)) {
    if (!isWanted(name)) continue;
    const { code, output } = await runAndRead(command, args);
    console.log(`\n— ${name}\n${output.trim()}`);
    (code === 0 ? held : failed).push(name);
  }
}

await Promise.all(ROWS.map(check));
const all = held.length + failed.length;
console.log(`\n${held.length} of ${all} checks hold${failed.map((name) => `\n  not: ${name}`).join("")}`);
process.exitCode = failed.length === 0 && all > 0 ? 0 : 1;
