import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeAbiParameters, keccak256, type Address, type Hash, type Hex } from "viem";
import { z } from "zod";
import { type Artifact, readBuildInfo } from "../lib/artifacts.ts";
import type { Creation, Deployed } from "../lib/deploy.ts";
import { Refusal } from "../lib/refusal.ts";

const hex = z.string().transform((text) => text as Hex);

const Contract = z.object({
  /** Of the creation code with all that is appended to it. */
  codeHash: hex,
  hash: hex,
  args: z.array(z.string()),
  libraries: z.record(z.string(), hex),
  address: hex.optional(),
  block: z.string().optional(),
});

const RecordFile = z.object({
  chainId: z.number(),
  startBlock: z.string().optional(),
  factory: hex.optional(),
  registry: hex.optional(),
  /** A community's own are called after it: "kettle.Priorities". */
  contracts: z.record(z.string(), Contract),
  communities: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))),
});

/** What was put on a chain, in `deployments/<chain id>/`. Written after every step, so that none is taken twice. */
export class DeploymentRecord {
  private constructor(
    private readonly folder: string,
    readonly content: z.infer<typeof RecordFile>,
  ) {}

  static async open(folder: string, chainId: number): Promise<DeploymentRecord> {
    const path = join(folder, "deployment.json");
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) return new DeploymentRecord(folder, { chainId, contracts: {}, communities: {} });
    const parsed = RecordFile.safeParse(JSON.parse(text));
    if (!parsed.success) throw new Refusal(`${path}: was changed by hand and cannot be read; restore it.`);
    if (parsed.data.chainId !== chainId)
      throw new Refusal(`${path}: is of chain ${parsed.data.chainId}, not ${chainId}.`);
    return new DeploymentRecord(folder, parsed.data);
  }

  /** The transaction that brought this contract before. Refuses if it brought another one of that name. */
  sentBefore(name: string, { data }: Creation): Hash | undefined {
    const known = this.content.contracts[name];
    if (known === undefined) return undefined;
    if (known.codeHash !== keccak256(data)) {
      throw new Refusal(
        `${this.folder}: ${name} has changed since it was deployed there: move the folder away to deploy anew.`,
      );
    }
    return known.hash;
  }

  async sent(name: string, { data, args, libraries }: Creation, hash: Hash): Promise<void> {
    const codeHash = keccak256(data);
    this.content.contracts[name] = { codeHash, hash, args: args.map(String), libraries: { ...libraries } };
    await this.save();
  }

  /** Notes where a contract is, and writes what an explorer wants to see to verify it. */
  async deployed(name: string, creation: Creation, { address, blockNumber }: Deployed, artifacts: string) {
    const known = this.content.contracts[name];
    if (known !== undefined) Object.assign(known, { address, block: String(blockNumber) });
    await this.save();
    const verification = await verificationOf(creation, artifacts);
    await this.#write(join("verification", `${name}.json`), verification);
  }

  async save(): Promise<void> {
    await this.#write("deployment.json", this.content);
  }

  /** All or nothing: a file that was half written when the power went would hide what was deployed. */
  async #write(name: string, content: unknown): Promise<void> {
    const path = join(this.folder, name);
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(`${path}.new`, `${JSON.stringify(content, undefined, 2)}\n`);
    await rename(`${path}.new`, path);
  }
}

/** The compiler's input and what else explorers ask for ("standard JSON input"). */
async function verificationOf({ artifact, args, libraries }: Creation, artifacts: string) {
  const { solcLongVersion, input } = await readBuildInfo(artifact, artifacts);
  return {
    contract: `${artifact.inputSourceName}:${artifact.contractName}`,
    compiler: `v${solcLongVersion}`,
    constructorArguments: encodeArguments(artifact, args),
    input: { ...input, settings: { ...input.settings, libraries: bySource(artifact, libraries) } },
  };
}

function encodeArguments({ abi }: Artifact, args: readonly unknown[]): Hex {
  const constructor = abi.find(({ type }) => type === "constructor");
  return constructor?.type === "constructor" ? encodeAbiParameters(constructor.inputs, args) : "0x";
}

function bySource({ linkReferences }: Artifact, libraries: Readonly<Record<string, Address>>) {
  return Object.fromEntries(
    Object.entries(linkReferences).map(([source, names]) => [
      source,
      Object.fromEntries(Object.keys(names).map((name) => [name, libraries[name]])),
    ]),
  );
}
