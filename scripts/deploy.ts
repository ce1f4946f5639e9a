import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Address, BaseError, createWalletClient, formatEther, getAddress, http, publicActions } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import * as sdk from "../sdk/src/actions/index.ts";
import { PerdureError } from "../sdk/src/errors/index.ts";
import type { CommunityConfig } from "./deploy/communityConfig.ts";
import { type DeployConfig, readConfig } from "./deploy/config.ts";
import { DeploymentRecord } from "./deploy/record.ts";
import {
  addModules,
  choicesOf,
  foundingClauses,
  OWN,
  prepare,
  type PutOwn,
  sourcesOf,
  start,
} from "./deploy/founding.ts";
import { readArtifact } from "./lib/artifacts.ts";
import { type Creation, creationOf, type Deployed, type Deployment, deploy, deployedBy, send } from "./lib/deploy.ts";
import { Refusal, runCommand } from "./lib/refusal.ts";
import { runOrExit } from "./lib/run.ts";

/** `npm run deploy -- --config file.json`: puts Perdure, and communities, on any chain; run it again to go on. */

const USAGE = `npm run deploy -- --config <file> [--out <folder>]

Deploys Perdure to the chain that the file names, founds the communities in it, and writes addresses,
arguments, the start block and the input for explorers' verification to deployments/<chain id>. What is
there already is kept. docs/guides/founding.md tells what a file says; deployments/example*.json are three.

  --config <file>     what to deploy, and where
  --out <folder>      where to write instead of deployments/<chain id>
  --artifacts <folder> a build to deploy as it is, instead of making the production build
  --help              this`;

const PRODUCTION = "cache/production/artifacts";

type Client = ReturnType<typeof connect>;
type Where = Pick<Deployment, "factory" | "registry"> & { libraries: Readonly<Record<string, Address>> };

function connect({ rpcUrl, key }: DeployConfig) {
  return createWalletClient({ account: privateKeyToAccount(key), transport: http(rpcUrl) }).extend(publicActions);
}

function optionsOf(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { config: text, out: text, artifacts: text, help: { type: "boolean", default: false } },
    }).values;
  } catch (error) {
    const [sentence = ""] = error instanceof Error ? error.message.split(". ") : [];
    throw new Refusal(`${sentence}. npm run deploy -- --help tells which options there are.`);
  }
}

/** Asks what can be asked before anything is paid for. */
async function check(client: Client, { rpcUrl, chainId }: DeployConfig): Promise<void> {
  const found = await client.getChainId().catch(() => {
    throw new Refusal(`Nothing answers at ${new URL(rpcUrl).origin}: is the node running, and the address right?`);
  });
  if (found !== chainId) throw new Refusal(`The node is of chain ${found}, but the configuration is for ${chainId}.`);
  const { address } = client.account;
  if ((await client.getBalance({ address })) === 0n) {
    throw new Refusal(`${address} has no coins on chain ${chainId}: send it some to pay for the deployment.`);
  }
}

/** Puts contracts on the chain one by one, and finds those that are there. */
class Site {
  count = 0;

  constructor(
    readonly client: Client,
    readonly record: DeploymentRecord,
    private readonly artifacts: string,
  ) {}

  async put(name: string, creation: Creation): Promise<Deployed> {
    const deployed = await this.#bring(name, creation);
    await this.record.deployed(name, creation, deployed.at, this.artifacts);
    console.log(`${deployed.isNew ? "deployed" : "there    "}  ${name.padEnd(16)}  ${deployed.at.address}`);
    this.count += deployed.isNew ? 1 : 0;
    return deployed.at;
  }

  async #bring(name: string, creation: Creation) {
    const { client, record } = this;
    const before = record.sentBefore(name, creation);
    // A transaction that the chain has forgotten, or that failed, is sent anew.
    if (before !== undefined && (await client.getTransaction({ hash: before }).catch(() => undefined)) !== undefined) {
      const at = await deployedBy(client, name, before).catch(() => undefined);
      const isThere = at !== undefined && (await client.getCode({ address: at.address })) !== undefined;
      if (isThere) return { at, isNew: false };
    }
    const at = await send(client, creation, (hash) => record.sent(name, creation, hash));
    return { at, isNew: true };
  }

  async putAll(): Promise<Where> {
    const { client, record, artifacts } = this;
    const put = (name: string, creation: Creation) => this.put(name, creation);
    const { factory, registry, startBlock, contracts } = await deploy(client, { artifacts, put });
    Object.assign(record.content, { factory, registry, startBlock: String(startBlock) });
    await record.save();
    console.log(this.count === 0 ? "Nothing had to be deployed." : `${this.count} contracts deployed.`);
    const { TypedDataLib, DeadlineLib } = contracts;
    return { factory, registry, libraries: { TypedDataLib: TypedDataLib.address, DeadlineLib: DeadlineLib.address } };
  }

  /** What puts a community's own contracts there. */
  putOwn(community: string, libraries: Where["libraries"]): PutOwn {
    return async (name, args, number = 1) => {
      const creation = creationOf(await readArtifact(OWN[name], { artifacts: this.artifacts }), args, libraries);
      const { address } = await this.put(`${community}.${name}${number === 1 ? "" : number}`, creation);
      return getAddress(address);
    };
  }
}

async function found(site: Site, { factory, registry, libraries }: Where, config: CommunityConfig): Promise<void> {
  const { client, record } = site;
  const { name, preset } = config;
  const founder = client.account.address;
  const predicted = await sdk.predictCommunity(client, { factory, founder, name, sources: sourcesOf(config) });
  const taken = await sdk.getKernelOf(client, { registry, name });
  const ours = record.content.communities[name]?.["kernel"] ?? predicted.kernel;
  if (taken !== undefined && taken !== ours) throw new Refusal(`communities: the name ${name} is taken, by ${taken}.`);
  const at = taken === undefined ? predicted : await sdk.getCommunity(client, { kernel: taken });
  const put = site.putOwn(name, libraries);
  const prepared = await prepare(config, at, put);
  const clauses = await foundingClauses(client, config, at, prepared);
  if (taken === undefined) {
    const choices = choicesOf(config, prepared, clauses);
    const hash = await sdk.createCommunityFromPreset(client, { factory, preset, choices });
    await sdk.waitForCommunity(client, { hash });
  }
  const community = await sdk.getCommunity(client, { kernel: at.kernel });
  const { kernel, weights, elections, sources, treasury } = community;
  const known: Record<string, string | string[]> = { kernel, weights, elections, sources: [...sources], treasury };
  record.content.communities[name] = { ...known, ...prepared };
  await record.save();
  console.log(`${taken === undefined ? "founded " : "there    "}  ${name.padEnd(16)}  ${kernel}`);
  await start(client, community, prepared, clauses);
  const modules = await addModules(config, kernel, put);
  record.content.communities[name] = { ...known, ...prepared, ...modules.addresses };
  if (modules.clauses !== "0x") Object.assign(record.content.communities[name], { moduleClauses: modules.clauses });
  await record.save();
}

async function main(args: readonly string[]): Promise<void> {
  const { config: path, out, artifacts = PRODUCTION, help } = optionsOf(args);
  if (help) return console.log(USAGE);
  if (path === undefined) throw new Refusal("Which configuration? npm run deploy -- --config deployments/example.json");
  // npm runs its scripts in the root; paths are meant from where the command was given.
  const from = process.env["INIT_CWD"] ?? process.cwd();
  const config = await readConfig(resolve(from, path));
  const client = connect(config);
  await check(client, config);
  if (artifacts === PRODUCTION) {
    await runOrExit("hardhat", ["--config", "hardhat.production.config.ts", "build", "--no-tests", "--quiet"]);
  }
  const folder = out === undefined ? join("deployments", String(config.chainId)) : resolve(from, out);
  const record = await DeploymentRecord.open(folder, config.chainId);
  const { address } = client.account;
  const before = await client.getBalance({ address });
  const site = new Site(client, record, artifacts);
  const where = await site.putAll();
  for (const community of config.communities) await found(site, where, community);
  const paid = before - (await client.getBalance({ address }));
  console.log(`${formatEther(paid)} coins paid by ${address}; all is written to ${folder}.`);
}

await runCommand(() =>
  main(process.argv.slice(2)).catch((error: unknown) => {
    // What the node or a contract refuses is for the reader to put right; run again, and it goes on from there.
    if (error instanceof PerdureError) throw new Refusal(error.message);
    if (error instanceof BaseError) throw new Refusal(error.shortMessage);
    throw error;
  }),
);
