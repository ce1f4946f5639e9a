import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { glob } from "node:fs/promises";
import { delimiter, join } from "node:path";

// Named one by one, because a runner left to itself would also load every helper that lies beside the tests.
const TESTS = ["test/**/*.t.sol", "{test,sdk/src,oracle/src}/**/*.test.ts"];

/** Tests that need more than Node, by the ends of their names, and the programs of which one has to be there. */
const NEEDS: Record<string, { what: string; folders?: string; programs: readonly string[] }> = {
  ".postgres.test.ts": { what: "PostgreSQL", folders: "/usr/lib/postgresql/*/bin", programs: ["initdb"] },
  ".browser.test.ts": { what: "Chromium", programs: ["chromium", "chromium-browser", "google-chrome"] },
};

export async function testFiles(): Promise<string[]> {
  const files = await Array.fromAsync(glob(TESTS));
  return files.toSorted();
}

/** The tests that this machine has the programs for, and what is left out with the others. */
export async function runnableTests(): Promise<{ files: string[]; missing: string[] }> {
  let files = await testFiles();
  const missing: string[] = [];
  for (const [end, { what, folders, programs }] of Object.entries(NEEDS)) {
    if (await isHere(programs, folders)) continue;
    const left = files.filter((file) => file.endsWith(end));
    files = files.filter((file) => !file.endsWith(end));
    if (left.length > 0) missing.push(`${what} is not installed: ${left.join(", ")}`);
  }
  return { files, missing };
}

async function isHere(programs: readonly string[], folders?: string): Promise<boolean> {
  const more = folders === undefined ? [] : await Array.fromAsync(glob(folders));
  const path = [...more, ...(process.env["PATH"] ?? "").split(delimiter)];
  return path.some((folder) => programs.some((program) => existsSync(join(folder, program))));
}

/** The files that git keeps or would keep, without what it ignores. */
export function sourceFiles(...patterns: string[]): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", ...patterns];
  return execFileSync("git", args, { encoding: "utf8" }).split("\n").filter(Boolean);
}
