import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Refusal, runCommand } from "./lib/refusal.ts";
import { runOrExit } from "./lib/run.ts";
import { VectorChain } from "./vectors/chain.ts";
import { complaint, vectorFile, type VectorFile } from "./vectors/format.ts";
import { firstLine } from "./vectors/performance.ts";
import { playFile } from "./vectors/play.ts";

/** `npm run vectors -- <file or folder>…`: feeds numeric vectors through the deployed contracts. */

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) throw new Refusal(`${path}: there is no such file or folder`);
    if (!found.isDirectory()) files.push(path);
    else {
      const names = (await readdir(path)).filter((name) => name.endsWith(".json")).sort();
      if (names.length === 0) throw new Refusal(`${path}: there is no .json file in this folder`);
      files.push(...names.map((name) => join(path, name)));
    }
  }
  return files;
}

async function parse(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new Refusal(`${path}: not JSON: ${firstLine(error)}`);
  }
}

async function read(path: string): Promise<VectorFile> {
  const file = vectorFile.safeParse(await parse(path));
  if (!file.success) throw new Refusal(`${path}: ${complaint(file.error)}`);
  return file.data;
}

/** Runs one file and prints what disagrees. */
async function play(chain: VectorChain, path: string): Promise<{ passed: number; failed: number }> {
  const name = basename(path);
  const file = await read(path);
  let done = 0;
  const { cases, disagreements } = await playFile(chain, file, () => {
    done += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${done} `);
  });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  for (const text of disagreements) console.log(`${name}: ${text}`);
  const failed = disagreements.length;
  console.log(`${name}: ${cases} cases, ${failed === 0 ? "all agree" : `${failed} disagree`}`);
  return { passed: Math.max(0, cases - failed), failed };
}

async function main(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) throw new Refusal("usage: npm run vectors -- <file or folder>…");
  // npm runs its scripts in the root; paths are meant from where the command was given.
  const from = process.env["INIT_CWD"] ?? process.cwd();
  const files = await filesOf(paths.map((path) => resolve(from, path)));
  await runOrExit("hardhat", ["build", "--quiet"]);
  const chain = await VectorChain.create();
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    try {
      const counts = await play(chain, file);
      passed += counts.passed;
      failed += counts.failed;
    } catch (error) {
      refuse(error);
    }
  }
  await chain.close();
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

/** Says what cannot be run. A file that nobody ran proves nothing, so the command fails. */
function refuse(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

await runCommand(() => main(process.argv.slice(2)));
