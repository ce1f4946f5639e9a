/** Builds the SDK as it is published, and looks at it as those who install it do: what resolves, and what it weighs. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Metafile, build } from "esbuild";
import { conclude } from "../lib/conclude.ts";
import { run, runOrExit } from "../lib/run.ts";

/** Bytes of our own code after gzip, of what is there before anything has reverted, and of all there is. */
const BUDGETS = [
  { entry: 'export { castBallot } from "@perdure/sdk/actions";', most: 5 * 1024, lazy: false },
  { entry: 'export { castBallot } from "@perdure/sdk";', most: 5 * 1024, lazy: false },
  { entry: 'export { getStanding } from "@perdure/sdk";', most: 5 * 1024, lazy: false },
  { entry: 'export * from "@perdure/sdk";', most: 25 * 1024, lazy: true },
];

interface Bundle {
  outputs: Metafile["outputs"];
  sizes: ReadonlyMap<string, number>;
}

async function bundle(folder: string, code: string): Promise<Bundle> {
  const entry = join(folder, "entry.js");
  await writeFile(entry, code);
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    external: ["viem", "viem/*"],
    metafile: true,
    write: false,
    outdir: "out",
    logLevel: "error",
  });
  const sizes = new Map(outputFiles.map(({ path, contents }) => [path, gzipSync(contents, { level: 9 }).length]));
  return { outputs: metafile.outputs, sizes };
}

/** What is loaded along with a file, by imports that are not waited for. */
function loadedWith(file: string, outputs: Metafile["outputs"], seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind, external } of outputs[file]?.imports ?? []) {
    if (kind === "import-statement" && external !== true) loadedWith(path, outputs, seen);
  }
  return seen;
}

function weigh({ outputs, sizes }: Bundle, lazy: boolean): number {
  const entry = Object.keys(outputs).find((file) => outputs[file]?.entryPoint?.endsWith("entry.js") === true);
  if (entry === undefined) throw new Error("esbuild made no entry");
  const files = lazy ? Object.keys(outputs) : [...loadedWith(entry, outputs)];
  return files.reduce((sum, file) => sum + (sizes.get(join(process.cwd(), file)) ?? 0), 0);
}

await rm("sdk/dist", { recursive: true, force: true });
await runOrExit("npm", ["run", "build", "--workspace", "sdk", "--silent"]);

const complaints: string[] = [];
if ((await run("publint", ["sdk", "--strict"])) !== 0) complaints.push("publint finds fault with the package");
const attw = ["--pack", "sdk", "--profile", "esm-only", "--format", "ascii", "--quiet"];
if ((await run("attw", attw)) !== 0) complaints.push("attw finds types that do not resolve");

// Inside the repository, so that the package resolves by its name.
const folder = await mkdtemp("sdk/dist/size-");
for (const { entry, most, lazy } of BUDGETS) {
  const size = weigh(await bundle(folder, entry), lazy);
  console.log(`${String(size).padStart(7)} of ${most}  ${entry}`);
  if (size > most) complaints.push(`${entry} weighs ${size} bytes, at most ${most}`);
}
await rm(folder, { recursive: true });
conclude("The package resolves everywhere, and weighs little", complaints);
