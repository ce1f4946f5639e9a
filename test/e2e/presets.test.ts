import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { network } from "hardhat";
import {
  type Address,
  type Hex,
  createWalletClient,
  encodeAbiParameters,
  http,
  keccak256,
  parseAbiParameters,
  publicActions,
  stringToHex,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import * as sdk from "../../sdk/src/actions/index.ts";
import { decodeClauses, getLaw } from "../../sdk/src/constitution/index.ts";
import { getFundingRule } from "../../sdk/src/funding/index.ts";
import { getServedKernel, linkSubject } from "../../sdk/src/identity/index.ts";
import {
  getInboxFeed,
  getOutcomesMandate,
  signReport,
  submitReport,
  waitForReport,
} from "../../sdk/src/oracle/index.ts";
import { getSourceFeed } from "../../sdk/src/sources/index.ts";
import { readArtifact } from "../../scripts/lib/artifacts.ts";
import { deployArtifact } from "../../scripts/lib/deploy.ts";
import { command, until } from "../helpers/command.ts";

/** Of every local chain; the first account deploys. */
const WORDS = "test test test test test test test test test test test junk";
const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const [DEPLOYER, FIRST_OPERATOR, MEMBER] = [0, 1, 5];
const ATTESTATIONS = parseAbiParameters([
  "Attestation[] list",
  "struct Attestation { bytes32 provider; bytes32 subject; address account; uint8 quality; bool revoked; }",
]);

type Known = Record<string, Address> & { fundingPools: Address[]; moduleClauses: Hex };

const feedId = (name: string): Hex => keccak256(stringToHex(name));

/** Every preset, founded from its configuration on a chain like any other, and found to be at work. */
describe("npm run deploy, from presets", function () {
  this.timeout(180_000);
  let folder: string;
  let url: string;
  let close: () => Promise<void>;
  let communities: Record<string, Known>;
  let path: string;

  const actor = (addressIndex: number) =>
    createWalletClient({ account: mnemonicToAccount(WORDS, { addressIndex }), transport: http(url) }).extend(
      publicActions,
    );
  const deploy = () =>
    until(
      command("deploy", ["--config", path, "--out", join(folder, "out"), "--artifacts", "artifacts"], {
        DEPLOYER_KEY: KEY,
      }),
    );
  const recorded = async () =>
    (JSON.parse(await readFile(join(folder, "out", "deployment.json"), "utf8")) as { communities: typeof communities })
      .communities;
  const known = (name: string): Known => {
    const found = communities[name];
    if (found === undefined) throw new Error(`${name} was not recorded`);
    return found;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "perdure-"));
    const override = { chainId: 31_337, allowUnlimitedContractSize: true };
    const server = await network.createServer({ override }, "127.0.0.1", 0);
    const { port } = await server.listen();
    url = `http://127.0.0.1:${port}`;
    close = () => server.close();
    const token = await deployArtifact(
      actor(DEPLOYER),
      await readArtifact("contracts/test/Tokens.sol", { name: "PlainToken" }),
      { args: [18] },
    );
    const exampleOf = async (name: string) =>
      JSON.parse(await readFile(`deployments/example-${name}.json`, "utf8")) as { communities: { modules: object }[] };
    const [cooperative, online] = [await exampleOf("cooperative"), await exampleOf("online")];
    const [kettle] = cooperative.communities;
    const fundingPools = [
      { token: token.address, rule: "priority" },
      { token: token.address, rule: "proportional" },
    ];
    if (kettle !== undefined) kettle.modules = { ...kettle.modules, fundingPools };
    const all = [...cooperative.communities, ...online.communities];
    path = join(folder, "config.json");
    await writeFile(path, JSON.stringify({ ...cooperative, rpcUrl: url, communities: all }));
    const { code, errors } = await deploy();
    expect({ code, errors }).to.deep.equal({ code: 0, errors: "" });
    communities = await recorded();
  });

  after(async () => {
    await close?.();
    await rm(folder, { recursive: true });
  });

  it("founds a cooperative whose sources hear its operators, with all of its modules", async () => {
    const client = actor(DEPLOYER);
    const { kernel, inbox = "0x", identities = "0x", commitments, priorities, ...own } = known("kettle");
    const community = await sdk.getCommunity(client, { kernel: kernel ?? "0x" });
    expect(await getServedKernel(client, { identities })).to.equal(community.kernel);
    const law = await getLaw(client, { community, election: 0n });
    expect(law.inForce).to.equal(1);
    const { parameters } = await sdk.getElection(client, { community, election: 1n });
    expect(parameters).to.include({ kind: "office", seats: 3, stabilizationFill: 5n * 10n ** 17n });
    const consumers = { people: identities, donations: community.sources[0], metrics: community.sources[1] };
    for (const [name, consumer] of Object.entries(consumers)) {
      const feed = feedId(`kettle-${name}`);
      const set = await getInboxFeed(client, { inbox, feed });
      expect(set, name).to.deep.include({ consumer, kind: name === "metrics" ? "state" : "event" });
      const source = consumer ?? "0x";
      if (name !== "people") expect(await getSourceFeed(client, { source })).to.deep.equal({ inbox, feed });
    }
    const installed = decodeClauses(own.moduleClauses).map((clause) => clause.kind === "module" && clause.module);
    expect(installed).to.deep.equal([commitments, priorities, ...own.fundingPools]);
    const rules = own.fundingPools.map((pool) => getFundingRule(client, { pool }));
    expect(await Promise.all(rules)).to.deep.equal(["priority", "proportional"]);
    expect(await client.getCode({ address: own["releases"] ?? "0x" })).to.not.equal(undefined);
  });

  it("founds an online community that a quorum of its operators starts", async () => {
    const client = actor(DEPLOYER);
    const { kernel, inbox = "0x", identities = "0x", outcomes = "0x", shares } = known("forum-folk");
    const community = await sdk.getCommunity(client, { kernel: kernel ?? "0x" });
    const mandate = await getOutcomesMandate(client, { outcomes });
    expect(mandate).to.include({ inbox, target: shares, feed: feedId("forum-folk-outcomes") });

    const member = actor(MEMBER);
    const account = member.account.address;
    const [provider, subject] = [keccak256(stringToHex("discourse:forum.example.org")), feedId("ann")];
    const told = async (feed: string, payload: Hex): Promise<boolean> => {
      const { timestamp: observedAt } = await client.getBlock();
      const report = { feed: feedId(feed), sequence: 1n, observedAt, expiresAt: observedAt + 3_600n, payload };
      const operators = [0, 1].map((i) => actor(FIRST_OPERATOR + i));
      const signed = operators.map(async (one) => {
        const { signature } = await signReport(one, { inbox, report });
        return { signature, by: one.account.address.toLowerCase() };
      });
      const signatures = (await Promise.all(signed)).toSorted((a, b) => (a.by < b.by ? -1 : 1));
      const hash = await submitReport(client, { inbox, report, signatures: signatures.map((one) => one.signature) });
      return (await waitForReport(client, { hash })).delivered;
    };
    const attested = { provider, subject, account, quality: 2, revoked: false };
    expect(await told("forum-folk-people", encodeAbiParameters(ATTESTATIONS, [[attested]]))).to.equal(true);
    const link = await linkSubject(member, { identities, provider, subject, by: account });
    await client.waitForTransactionReceipt({ hash: link });
    const members = encodeAbiParameters(parseAbiParameters("address[]"), [[account]]);
    expect(await told("forum-folk-members", members)).to.equal(true);
    expect(await sdk.getWeight(client, { community, account })).to.equal(10n ** 9n);
    expect(await sdk.getElectorate(client, { community })).to.be.greaterThan(0n);
  });

  it("does nothing the second time", async () => {
    const client = actor(DEPLOYER);
    const before = await client.getBlockNumber({ cacheTime: 0 });
    const { code, output } = await deploy();
    expect(code).to.equal(0);
    expect(output).to.match(/Nothing had to be deployed/);
    expect(output).not.to.match(/deployed {2}/);
    expect(await client.getBlockNumber({ cacheTime: 0 })).to.equal(before);
    expect(await recorded()).to.deep.equal(communities);
  });

  it("says in one sentence that somebody else has the name", async () => {
    const config = JSON.parse(await readFile(path, "utf8")) as object;
    const other = join(folder, "other.json");
    // Of the same factory, by another founder.
    const key = `0x${Buffer.from(mnemonicToAccount(WORDS, { addressIndex: 9 }).getHdKey().privateKey ?? []).toString("hex")}`;
    await writeFile(other, JSON.stringify(config));
    const record = JSON.parse(await readFile(join(folder, "out", "deployment.json"), "utf8")) as object;
    await writeFile(join(folder, "out", "deployment.json"), JSON.stringify({ ...record, communities: {} }));
    const args = ["--config", other, "--out", join(folder, "out"), "--artifacts", "artifacts"];
    const { code, errors } = await until(command("deploy", args, { DEPLOYER_KEY: key }));
    expect(errors).to.match(/^communities: the name kettle is taken, by 0x[\da-fA-F]{40}\.\n$/);
    expect(code).to.equal(1);
  });
});
