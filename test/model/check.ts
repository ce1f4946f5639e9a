/**
 * Runs vector files through the model: `tsx test/model/check.ts <files…>`. Prints what disagrees, and ends with 1 if
 * anything does. Files of a kind that the model does not know are an error: a file nobody checks proves nothing.
 */
import { readFileSync } from "node:fs";
import { checkFile, type VectorFile } from "./compare.ts";

const paths = process.argv.slice(2);
let disagreements = 0;
for (const path of paths) {
  const found = checkFile(JSON.parse(readFileSync(path, "utf8")) as VectorFile);
  disagreements += found.length;
  console.log(`${found.length === 0 ? "ok  " : "FAIL"} ${path}`);
  for (const difference of found) console.log(`     ${difference}`);
}
process.exitCode = disagreements > 0 || paths.length === 0 ? 1 : 0;
