import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { expect } from "chai";
import { network } from "hardhat";
import type { Abi, Address, Hash } from "viem";
import { waitForTransactionReceipt, writeContract } from "viem/actions";
import { readArtifact } from "../../scripts/lib/artifacts.ts";
import { deploy, deployArtifact } from "../../scripts/lib/deploy.ts";
import * as ofVoters from "../../sdk/src/actions/index.ts";
import type { KernelParametersInput, PreparedCall, WriteClient } from "../../sdk/src/actions/index.ts";
import * as ofCommitments from "../../sdk/src/commitments/index.ts";
import * as ofConstitutions from "../../sdk/src/constitution/index.ts";
import { ContractRevertError } from "../../sdk/src/errors/index.ts";
import * as ofForks from "../../sdk/src/forks/index.ts";
import * as ofFunding from "../../sdk/src/funding/index.ts";
import * as ofPriorities from "../../sdk/src/priorities/index.ts";
import * as ofReleases from "../../sdk/src/releases/index.ts";
import * as ofIdentities from "../../sdk/src/identity/index.ts";
import * as ofKeepers from "../../sdk/src/keeper/index.ts";
import * as ofOracles from "../../sdk/src/oracle/index.ts";
import * as ofRevenue from "../../sdk/src/revenue/index.ts";
import * as ofSources from "../../sdk/src/sources/index.ts";

/** All actions, of every entry. */
const actions = {
  ...ofVoters,
  ...ofCommitments,
  ...ofConstitutions,
  ...ofForks,
  ...ofFunding,
  ...ofIdentities,
  ...ofKeepers,
  ...ofOracles,
  ...ofPriorities,
  ...ofReleases,
  ...ofRevenue,
  ...ofSources,
};

export const WAD = 10n ** 18n;
export const GWEI = 10n ** 9n;
export const DAY = 86_400;

export type World = Awaited<ReturnType<typeof createWorld>>;

/** A local chain on which Perdure is deployed, with accounts that have coins. */
export async function createWorld() {
  const connection = await network.create();
  const { viem, networkHelpers } = connection;
  const [deployer, treasury, ...voters] = await viem.getWalletClients();
  if (deployer === undefined || treasury === undefined) throw new Error("the local chain has no accounts");
  const client = await viem.getPublicClient();
  const deployment = await deploy(deployer);

  const put = async (source: string, name: string, args: readonly unknown[] = []) => {
    const artifact = await readArtifact(source, { name });
    const { address } = await deployArtifact(deployer, artifact, { args });
    return { address, abi: artifact.abi };
  };
  const send = async (
    { address, abi }: { address: Address; abi: Abi },
    functionName: string,
    args: readonly unknown[],
  ) => {
    const call = { address, abi, functionName, args, account: deployer.account, chain: deployer.chain };
    return waitForTransactionReceipt(client, { hash: await writeContract(deployer, call) });
  };
  const found = async (parameters: Partial<KernelParametersInput> & Pick<KernelParametersInput, "sources">) => {
    const { factory } = deployment;
    const all = { ...defaults(treasury.account.address), ...parameters };
    const hash = await actions.createCommunity(deployer, { factory, parameters: all });
    return actions.waitForCommunity(client, { hash });
  };
  /** Lets a test act as an account that has no key, such as a weight source. */
  const become = async (account: Address): Promise<Address> => {
    await networkHelpers.impersonateAccount(account);
    await networkHelpers.setBalance(account, 10n * WAD);
    return account;
  };
  const receiptOf = (hash: Hash) => waitForTransactionReceipt(client, { hash });
  const voter = (i: number) => {
    const found = voters[i];
    if (found === undefined) throw new Error(`there is no voter ${i}`);
    return found;
  };
  return {
    connection,
    networkHelpers,
    viem,
    client,
    deployer,
    treasury,
    voter,
    deployment,
    put,
    send,
    found,
    become,
    receiptOf,
  };
}

function defaults(treasury: Address): Omit<KernelParametersInput, "sources"> {
  return {
    name: "test-community",
    symbol: "TEST",
    referenceCurrency: "ETH",
    treasury,
    halfLife: 365 * DAY,
    cycleLength: DAY,
    scaling: "linear",
    rootMethod: "resource",
    rootNominationFill: 0n,
    rootStabilizationFill: 2n * WAD,
    leastNominationFill: 0n,
    leastStabilizationFill: 0n,
    enactmentDelay: 28 * DAY,
    fork: { threshold: WAD / 10n, fill: WAD / 5n, joinPeriod: 28 * DAY, successionThreshold: (WAD * 6n) / 10n },
  };
}

/** An office for one, for which half an electorate-cycle is enough. */
export const OFFICE = {
  kind: "office",
  method: "resource",
  seats: 1,
  nominationFill: 0n,
  stabilizationFill: WAD / 2n,
} as const;

/** The actions, remembering which of them were used. */
export function watchedActions() {
  const used = new Set<string>();
  const watched = new Proxy(actions, {
    get(target, name, receiver): unknown {
      used.add(String(name));
      return Reflect.get(target, name, receiver);
    },
  });
  /**
   * Actions of a room that no test has used, the simulation and the preparation of a write included.
   * @param elsewhere - Those that another file tests.
   */
  const unused = async (room: string, elsewhere: readonly string[] = []): Promise<string[]> => {
    const files = await readdir(`sdk/src/actions/${room}`);
    const names = files.filter((file) => !file.endsWith(".test.ts")).map((file) => basename(file, ".ts"));
    const mine = names.filter((name) => !elsewhere.includes(name));
    const others = mine.flatMap((name) =>
      ["simulate", "prepare"].map((what) => what + name.charAt(0).toUpperCase() + name.slice(1)),
    );
    return [...mine, ...others.filter((name) => name in actions)].filter((name) => !used.has(name)).toSorted();
  };
  return { actions: watched, unused };
}

interface WriteTriple<parameters> {
  write: (client: WriteClient, parameters: parameters) => Promise<Hash>;
  simulate: (client: WriteClient, parameters: parameters) => Promise<{ result: unknown; request: PreparedCall }>;
  prepare: (parameters: parameters) => PreparedCall;
}

/** Simulates and sends a write, checks that both and the prepared call are the same, and returns what it was to return. */
export async function perform<parameters>(
  { client, receiptOf }: World,
  sender: WriteClient,
  { write, simulate, prepare }: WriteTriple<parameters>,
  parameters: parameters,
): Promise<unknown> {
  const prepared = prepare(parameters);
  const { result, request } = await simulate(sender, parameters);
  const hash = await write(sender, parameters);
  const { input, to, value } = await client.getTransaction({ hash });
  expect(request).to.include(prepared);
  expect({ to: to?.toLowerCase(), data: input, value }).to.deep.equal({ ...prepared, to: prepared.to.toLowerCase() });
  expect((await receiptOf(hash)).status).to.equal("success");
  return result;
}

/** Awaits a refusal by a contract, and returns it. */
export async function refused(promise: Promise<unknown>, errorName: string): Promise<ContractRevertError> {
  const error = await failure(promise);
  if (!(error instanceof ContractRevertError)) throw error;
  expect(error.errorName).to.equal(errorName);
  return error;
}

/** Awaits an error, and returns it. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => new Error("nothing was thrown"),
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error(`this is no error: ${String(outcome)}`);
  return outcome;
}
