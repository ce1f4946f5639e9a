import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Abi, Address, Hex } from "viem";
import { z } from "zod";

/** Reads what the default build made; `cache/production/artifacts` holds the code that is meant to be deployed. */
const ARTIFACTS = "artifacts";

const References = z.record(z.string(), z.record(z.string(), z.array(z.object({ start: z.number() }))));
const Artifact = z.object({
  contractName: z.string(),
  inputSourceName: z.string(),
  buildInfoId: z.string(),
  abi: z.array(z.unknown()).transform((abi) => abi as Abi),
  bytecode: z.string().transform((code) => code as Hex),
  linkReferences: References,
});

export type Artifact = z.infer<typeof Artifact>;
/** @param source e.g. `contracts/test/OpenGate.sol`, and `name` where a file holds several contracts */
export async function readArtifact(
  source: string,
  { artifacts = ARTIFACTS, name }: { artifacts?: string | undefined; name?: string | undefined } = {},
): Promise<Artifact> {
  const contract = name ?? source.slice(source.lastIndexOf("/") + 1, -".sol".length);
  const path = join(artifacts, source, `${contract}.json`);
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new Error(`There is no ${path}: build the contracts first (npm run build).`, { cause });
  });
  return Artifact.parse(JSON.parse(text));
}

const BuildInfo = z.object({
  solcLongVersion: z.string(),
  input: z.object({ language: z.string(), settings: z.looseObject({}), sources: z.record(z.string(), z.unknown()) }),
});

export type BuildInfo = z.infer<typeof BuildInfo>;

/** What the compiler was given when it made an artifact. */
export async function readBuildInfo({ buildInfoId }: Artifact, artifacts = ARTIFACTS): Promise<BuildInfo> {
  return BuildInfo.parse(JSON.parse(await readFile(join(artifacts, "build-info", `${buildInfoId}.json`), "utf8")));
}

/** Puts the addresses of libraries where a contract's code calls them. */
export function link(artifact: Artifact, libraries: Readonly<Record<string, Address>>): Hex {
  let code: string = artifact.bytecode;
  for (const [name, places] of Object.values(artifact.linkReferences).flatMap((file) => Object.entries(file))) {
    const address = libraries[name];
    if (address === undefined) throw new Error(`${artifact.contractName} needs the library ${name}`);
    for (const { start } of places) {
      const at = 2 + 2 * start;
      code = code.slice(0, at) + address.slice(2).toLowerCase() + code.slice(at + 40);
    }
  }
  return code as Hex;
}
