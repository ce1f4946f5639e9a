/** Type-checks the examples in the SDK's documentation: those who copy one shall get something that works. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { conclude } from "../lib/conclude.ts";
import { sourceFiles } from "../lib/files.ts";
import { run } from "../lib/run.ts";

const FOLDER = "cache/examples";
const EXAMPLE = / \* @example\n((?: \*(?: .*)?\n)+?) \*\//g;
const ROOT = relative(FOLDER, ".");

/** As it would be written by somebody who has installed the package. */
function examplesIn(source: string): string[] {
  return [...source.matchAll(EXAMPLE)].map(([, lines = ""]) => lines.replaceAll(/^ \* ?/gm, ""));
}

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
let count = 0;
for (const path of sourceFiles("sdk/src/**/*.ts", ":!**/*.test.ts", ":!sdk/src/ethers/typechain")) {
  for (const example of examplesIn(await readFile(path, "utf8"))) {
    await writeFile(join(FOLDER, `${basename(path, ".ts")}${count}.ts`), `${example}\nexport {};\n`);
    count += 1;
  }
}
const compilerOptions = {
  noUnusedLocals: false,
  paths: { "@perdure/sdk/*": [`${ROOT}/sdk/src/*/index.ts`] },
};
const tsconfig = { extends: `${ROOT}/tsconfig.json`, compilerOptions, include: ["*.ts"] };
await writeFile(join(FOLDER, "tsconfig.json"), JSON.stringify(tsconfig));
const failed = (await run("tsc", ["--noEmit", "--project", FOLDER])) !== 0;
const nothing = count === 0 ? ["no example was found"] : [];
conclude(`${count} examples say what the types say`, failed ? ["an example does not"] : nothing);
