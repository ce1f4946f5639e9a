import { execFileSync } from "node:child_process";
import { glob } from "node:fs/promises";

// Named one by one, because a runner left to itself would also load every helper that lies beside the tests.
const TESTS = ["test/**/*.t.sol", "{test,sdk/src,oracle/src}/**/*.test.ts"];

export async function testFiles(): Promise<string[]> {
  const files = await Array.fromAsync(glob(TESTS));
  return files.toSorted();
}

/** The files that git keeps or would keep, without what it ignores. */
export function sourceFiles(...patterns: string[]): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", ...patterns];
  return execFileSync("git", args, { encoding: "utf8" }).split("\n").filter(Boolean);
}
