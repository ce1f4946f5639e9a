import { existsSync, readFileSync } from "node:fs";
import { sourceFiles } from "../lib/files.ts";
import { conclude } from "../lib/conclude.ts";

const LIMIT = 400;

function lines(path: string): number {
  return readFileSync(path, "utf8").trimEnd().split("\n").length;
}

const files = sourceFiles("*.sol", "*.ts", "*.tsx", "*.mjs", ":!sdk/src/abi", ":!sdk/src/ethers/typechain").filter(
  (path) => existsSync(path),
);
const tooLong = files
  .filter((path) => lines(path) > LIMIT)
  .map((path) => `${path}: ${lines(path)} lines, at most ${LIMIT}`);
conclude(`${files.length} files of at most ${LIMIT} lines`, tooLong);
