import { glob, readFile } from "node:fs/promises";
import { z } from "zod";
import { conclude } from "../lib/conclude.ts";
import { runOrExit } from "../lib/run.ts";

// EIP-170 and EIP-3860.
const RUNTIME_LIMIT = 24_576;
const CREATION_LIMIT = 49_152;

const Artifact = z.object({ contractName: z.string(), bytecode: z.string(), deployedBytecode: z.string() });

const size = (code: string): number => (code.length - 2) / 2;

await runOrExit("hardhat", ["--config", "hardhat.production.config.ts", "build", "--no-tests"]);

const contracts = [];
for await (const path of glob("cache/production/artifacts/contracts/**/*.json")) {
  if (path.includes("/contracts/test/")) continue;
  const artifact = Artifact.parse(JSON.parse(await readFile(path, "utf8")));
  const runtime = size(artifact.deployedBytecode);
  if (runtime > 0) contracts.push({ name: artifact.contractName, runtime, creation: size(artifact.bytecode) });
}

for (const { name, runtime } of contracts.toSorted((a, b) => b.runtime - a.runtime)) {
  console.log(`${String(runtime).padStart(7)}  ${name}`);
}
conclude(
  `${contracts.length} contracts within ${RUNTIME_LIMIT} bytes`,
  contracts
    .filter(({ runtime, creation }) => runtime > RUNTIME_LIMIT || creation > CREATION_LIMIT)
    .map(({ name, runtime, creation }) => `${name}: ${runtime} bytes, ${creation} to create it`),
);
