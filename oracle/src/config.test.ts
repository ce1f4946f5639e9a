import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { EXAMPLE } from "./cli/example.ts";
import { loadConfig } from "./config.ts";
import { OracleError } from "./errors.ts";
import { openKeystore, writeKeystore } from "./keystore.ts";
import { rejected } from "../test/storage.ts";

describe("Configuration", () => {
  let folder: string;
  let file: string;

  const load = async (text: string, environment: Record<string, string> = {}) => {
    await writeFile(file, text);
    return loadConfig(file, environment);
  };
  const refused = async (text: string, environment = {}): Promise<string> => {
    try {
      await load(text, environment);
    } catch (error) {
      expect(error).to.be.instanceOf(OracleError);
      return (error as Error).message.replaceAll(file, "FILE");
    }
    throw new Error("It was taken.");
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "perdure-config-"));
    file = join(folder, "oracle.yaml");
    await writeFile(join(folder, "password"), "correct horse battery\n");
  });

  after(() => rm(folder, { recursive: true, force: true }));

  const example = EXAMPLE.replace("secrets/operator-password", "password");

  it("takes the example, and keeps secrets to itself", async () => {
    const { config, shown } = await load(example);
    expect(config.keys.operator).to.deep.equal({ keystore: "operator.json", password: "correct horse battery" });
    expect(JSON.stringify(shown)).to.not.include("horse");
    expect(JSON.stringify(shown)).to.include("(secret)");
    expect(config.pace.takeover).to.equal(120);
  });

  it("takes secrets from the environment", async () => {
    const text = example.replace("!file password", "!env PASSWORD");
    const { operator } = (await load(text, { PASSWORD: "from around" })).config.keys;
    expect(operator).to.deep.include({ password: "from around" });
    expect(await refused(text)).to.include("the environment has no PASSWORD");
  });

  it("takes a key that is kept elsewhere", async () => {
    const address = `0x${"Ab".repeat(20)}`;
    const [own] = /operator:\n(?: {4}.*\n)+/.exec(example) ?? [""];
    const text = (there: string) => example.replace(own, `operator: { web3signer: ${there}, address: "${address}" }\n`);
    const { operator } = (await load(text("http://127.0.0.1:9000"))).config.keys;
    expect(operator).to.deep.equal({ web3signer: "http://127.0.0.1:9000", address: address.toLowerCase() });
    expect(await refused(text("ftp://127.0.0.1"))).to.include("keys.operator");
  });

  it("names the line and the field of everything that is wrong", async () => {
    const text = example.replace("startBlock: 0", "startBlock: -1").replace("depth: 12", "dept: 12");
    const message = await refused(text);
    expect(message).to.match(/FILE:5: chain\.startBlock: /);
    expect(message).to.match(/FILE:3: chain: Unrecognized key: "dept"/);
    expect(await refused(example.replace("folder: data", "folder: 5"))).to.match(/FILE:10: storage/);
  });

  it("refuses what is there twice, missing, or no YAML", async () => {
    expect(await refused(`${example}\nfeeds: []\n`)).to.include("Map keys must be unique");
    expect(await refused(example.replace("!file password", "!file nowhere"))).to.include("nowhere");
    expect(await refused("a: [")).to.include("FILE");
    expect(await refused("{}")).to.include("chain: ");
    const peer = `{ address: "0x${"1".repeat(40)}", url: "https://a.example" }`;
    expect(await refused(example.replace("peers: []", `peers: [${peer}, ${peer}]`))).to.include("one address");
  });

  it("makes keystores, overwrites none, and opens them with their password alone", async () => {
    const path = join(folder, "key.json");
    const address = await writeKeystore(path, "correct horse battery", `0x${"11".repeat(32)}`);
    await rejected(writeKeystore(path, "correct horse battery"), "is not written");
    await rejected(writeKeystore(join(folder, "other.json"), "short"), "shorter than 12");
    const signer = await openKeystore(folder, { keystore: "key.json", password: "correct horse battery" });
    expect(signer.address).to.equal(address.toLowerCase());
    await rejected(openKeystore(folder, { keystore: "key.json", password: "wrong horse" }), "does not open");
  });
});
