import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { network } from "hardhat";
import { createPublicClient, http } from "viem";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { CONTRACTS } from "../../scripts/lib/deploy.ts";
import { getCommunity, getElection } from "../../sdk/src/actions/index.ts";
import { command, until } from "../helpers/command.ts";

/** The first account of every local chain. */
const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const TREASURY = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720";

/** Hexadecimal digits of the metadata at the end of a contract's code. */
const METADATA = 2 * 53;

interface Written {
  startBlock: string;
  contracts: Record<string, { address: `0x${string}`; hash: `0x${string}` }>;
  communities: Record<string, { kernel: `0x${string}` }>;
}

interface Solc {
  compile(input: string): string;
}

describe("npm run deploy", function () {
  this.timeout(120_000);
  let folder: string;
  let url: string;
  let close: () => Promise<void>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "perdure-"));
    const server = await network.createServer({ override: { chainId: 31_337 } }, "127.0.0.1", 0);
    const { port } = await server.listen();
    url = `http://127.0.0.1:${port}`;
    close = () => server.close();
  });

  afterEach(async () => {
    await close();
    await rm(folder, { recursive: true });
  });

  async function configured(changes: Record<string, unknown> = {}): Promise<string> {
    const example = JSON.parse(await readFile("deployments/example.json", "utf8")) as Record<string, unknown>;
    const path = join(folder, "config.json");
    await writeFile(path, JSON.stringify({ ...example, rpcUrl: url, ...changes }));
    return path;
  }

  async function deploy(path: string, env: Record<string, string> = { DEPLOYER_KEY: KEY }) {
    const args = ["--config", path, "--out", join(folder, "out"), "--artifacts", "artifacts"];
    return until(command("deploy", args, env));
  }

  const written = async (): Promise<Written> =>
    JSON.parse(await readFile(join(folder, "out", "deployment.json"), "utf8")) as Written;

  it("founds what the file says, and does nothing the second time", async () => {
    const path = await configured();
    const first = await deploy(path);
    expect({ code: first.code, errors: first.errors }).to.deep.equal({ code: 0, errors: "" });
    expect(first.output).to.contain(`${CONTRACTS.length} contracts deployed`);
    const client = createPublicClient({ transport: http(url) });
    const { communities } = await written();
    const kernel = communities["example"]?.kernel ?? "0x";
    const community = await getCommunity(client, { kernel });
    expect(community.treasury).to.equal(TREASURY);
    const { parameters } = await getElection(client, { community, election: 1n });
    expect(parameters.stabilizationFill).to.equal(5n * 10n ** 17n);

    const [before, block] = [await written(), await client.getBlockNumber()];
    const second = await deploy(path);
    expect(second.code).to.equal(0);
    expect(second.output).to.match(/Nothing had to be deployed/);
    expect(await client.getBlockNumber({ cacheTime: 0 })).to.equal(block);
    expect(await written()).to.deep.equal(before);
  });

  it("goes on where it was interrupted", async () => {
    const path = await configured();
    const child = command("deploy", ["--config", path, "--out", join(folder, "out"), "--artifacts", "artifacts"], {
      DEPLOYER_KEY: KEY,
    });
    await until(child, /Weights/);
    child.kill("SIGKILL");
    await until(child);
    const before = await written();
    const { code } = await deploy(path);
    expect(code).to.equal(0);
    const after = await written();
    expect(after.contracts["ClosingLib"]).to.deep.equal(before.contracts["ClosingLib"]);
    expect(after.contracts["Weights"]?.hash).to.equal(before.contracts["Weights"]?.hash);
    expect(Object.keys(after.contracts)).to.have.length(CONTRACTS.length);
  });

  it("writes what explorers compile to the very code that was deployed", async () => {
    await deploy(await configured());
    const names = await readdir(join(folder, "out", "verification"));
    expect(names).to.have.length(CONTRACTS.length);
    const { contracts } = await written();
    const client = createPublicClient({ transport: http(url) });
    const solc = createRequire(import.meta.url)("solc") as Solc;
    // One with libraries, and one with arguments.
    for (const name of ["Elections", "CommunityFactory"]) {
      const text = await readFile(join(folder, "out", "verification", `${name}.json`), "utf8");
      const { contract, input, constructorArguments } = JSON.parse(text) as {
        contract: string;
        constructorArguments: string;
        input: { settings: object };
      };
      const [source = "", own = ""] = contract.split(":");
      const settings = { ...input.settings, outputSelection: { [source]: { [own]: ["evm.bytecode.object"] } } };
      const output = JSON.parse(solc.compile(JSON.stringify({ ...input, settings }))) as {
        contracts: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>;
      };
      const made = `0x${output.contracts[source]?.[own]?.evm.bytecode.object ?? ""}${constructorArguments.slice(2)}`;
      const { input: sent } = await client.getTransaction({ hash: contracts[name]?.hash ?? "0x" });
      // Naming the libraries changes the hash of the compiler's metadata at the code's end, which explorers pass over.
      const end = made.length - (constructorArguments.length - 2) - METADATA;
      expect(sent.length, name).to.equal(made.length);
      expect(sent.slice(0, end) === made.slice(0, end), name).to.equal(true);
      expect(sent.slice(end + METADATA) === made.slice(end + METADATA), name).to.equal(true);
    }
  });

  const stranger = generatePrivateKey();
  const refusals: [what: string, changes: object, env: Record<string, string>, sentence: RegExp][] = [
    ["a missing key", {}, { DEPLOYER_KEY: "" }, /key: set the environment variable DEPLOYER_KEY\.\n$/],
    ["a key that is none", {}, { DEPLOYER_KEY: "0x12" }, /key: must be 32 bytes in hexadecimal digits\.\n$/],
    ["another chain", { chainId: 1 }, { DEPLOYER_KEY: KEY }, /^The node is of chain 31337, but .* for 1\.\n$/],
    ["a node that is not there", { rpcUrl: "http://127.0.0.1:9" }, { DEPLOYER_KEY: KEY }, /^Nothing answers at .*\n$/],
    [
      "an empty account",
      {},
      { DEPLOYER_KEY: stranger },
      new RegExp(`^${privateKeyToAddress(stranger)} has no coins on chain 31337: .*\\n$`),
    ],
    ["a field that is none", { chain: 1 }, { DEPLOYER_KEY: KEY }, /the file: Unrecognized key: "chain"\.\n$/],
    ["a bad number", { chainId: "1" }, { DEPLOYER_KEY: KEY }, /chainId: Invalid input: .*\.\n$/],
  ];
  for (const [what, changes, env, sentence] of refusals) {
    it(`says in one sentence what is wrong with ${what}`, async () => {
      const { code, errors } = await deploy(await configured({ ...changes }), env);
      expect(errors).to.match(sentence);
      expect(errors.trim().split("\n")).to.have.length(1);
      expect(code).to.equal(1);
    });
  }
});
