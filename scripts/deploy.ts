import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BaseError, createWalletClient, formatEther, http, publicActions } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import * as sdk from "../sdk/src/actions/index.ts";
import { PerdureError } from "../sdk/src/errors/index.ts";
import { type CommunityConfig, type DeployConfig, readConfig } from "./deploy/config.ts";
import { DeploymentRecord } from "./deploy/record.ts";
import {
  type ContractName,
  type Creation,
  type Deployed,
  type Deployment,
  deploy,
  deployedBy,
  send,
} from "./lib/deploy.ts";
import { Refusal, runCommand } from "./lib/refusal.ts";
import { runOrExit } from "./lib/run.ts";

/** `npm run deploy -- --config file.json`: puts Perdure, and communities, on any chain; run it again to go on. */

const USAGE = `npm run deploy -- --config <file> [--out <folder>]

Deploys Perdure to the chain that the file names, founds the communities in it, and writes addresses,
arguments, the start block and the input for explorers' verification to deployments/<chain id>. What is
there already is kept. deployments/example.json shows what a file says.

  --config <file>     what to deploy, and where
  --out <folder>      where to write instead of deployments/<chain id>
  --artifacts <folder> a build to deploy as it is, instead of making the production build
  --help              this`;

const PRODUCTION = "cache/production/artifacts";

type Client = ReturnType<typeof connect>;
type Where = Pick<Deployment, "factory" | "registry">;

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

async function putAll(client: Client, record: DeploymentRecord, artifacts: string): Promise<Where> {
  let count = 0;
  const put = async (name: ContractName, creation: Creation): Promise<Deployed> => {
    const deployed = await bring(client, record, name, creation);
    await record.deployed(name, creation, deployed.at, artifacts);
    console.log(`${deployed.isNew ? "deployed" : "there    "}  ${name.padEnd(16)}  ${deployed.at.address}`);
    count += deployed.isNew ? 1 : 0;
    return deployed.at;
  };
  const { factory, registry, startBlock } = await deploy(client, { artifacts, put });
  Object.assign(record.content, { factory, registry, startBlock: String(startBlock) });
  await record.save();
  console.log(count === 0 ? "Nothing had to be deployed." : `${count} contracts deployed.`);
  return { factory, registry };
}

async function bring(client: Client, record: DeploymentRecord, name: ContractName, creation: Creation) {
  const before = record.sentBefore(name, creation);
  // A transaction that the chain has forgotten, or that failed, is sent anew.
  if (before !== undefined && (await client.getTransaction({ hash: before }).catch(() => undefined)) !== undefined) {
    const at = await deployedBy(client, name, before).catch(() => undefined);
    if (at !== undefined && (await client.getCode({ address: at.address })) !== undefined) return { at, isNew: false };
  }
  const at = await send(client, creation, (hash) => record.sent(name, creation, hash));
  return { at, isNew: true };
}

async function found(
  client: Client,
  record: DeploymentRecord,
  { factory, registry }: Where,
  { preset, offices, ...choices }: CommunityConfig,
): Promise<void> {
  const taken = await sdk.getKernelOf(client, { registry, name: choices.name });
  let community: sdk.GetCommunityReturnType;
  if (taken === undefined) {
    const all = { ...choices, offices: offices.map((office) => ({ kind: "office", ...office }) as const) };
    const hash = await sdk.createCommunityFromPreset(client, { factory, preset, choices: all });
    community = await sdk.waitForCommunity(client, { hash });
  } else community = await sdk.getCommunity(client, { kernel: taken });
  const { kernel, weights, elections, sources, treasury } = community;
  record.content.communities[choices.name] = { kernel, weights, elections, sources: [...sources], treasury };
  await record.save();
  console.log(`${taken === undefined ? "founded " : "there    "}  ${choices.name.padEnd(16)}  ${kernel}`);
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
  const where = await putAll(client, record, artifacts);
  for (const community of config.communities) await found(client, record, where, community);
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
