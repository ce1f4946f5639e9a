import { network } from "hardhat";
import { encodeFunctionData, getAddress, type Abi, type Address, type Hex } from "viem";
import { readArtifact } from "../lib/artifacts.ts";
import { type Deployment, deploy, deployArtifact } from "../lib/deploy.ts";

const ARTIFACTS = "cache/production/artifacts";
export const COIN = 10n ** 18n;
export const WEEK = 7 * 86_400;

/** The first block's time, seconds: any that never changes. */
const EPOCH = 1_800_000_000;
const GAS = "0x5f5e100";
const BLOCK_GAS = 100_000_000_000;
/** Voters are numbered accounts from here on; their addresses have no zero bytes, as nearly all have none. */
const FIRST_VOTER = BigInt(`0x${"5a".repeat(20)}`);

export interface Contract {
  address: Address;
  abi: Abi;
}

export interface Call {
  from: Address;
  to: Contract;
  functionName: string;
  args: readonly unknown[];
  value?: bigint;
}

interface Receipt {
  status: Hex;
  gasUsed: Hex;
}

/** One chain on which ours and the peers live, with nothing on it but what was put there, and with a time of its own. */
export class Chain {
  readonly #unlocked = new Set<Address>();
  /** Later than anything that was deployed; from here on every block is told its time, so that each run measures the same. */
  #now = EPOCH + 86_400;

  private constructor(
    private readonly connection: Awaited<ReturnType<typeof network.create>>,
    private readonly deployer: Awaited<
      ReturnType<Awaited<ReturnType<typeof network.create>>["viem"]["getWalletClients"]>
    >[number],
    readonly deployment: Deployment,
  ) {}

  static async start(): Promise<Chain> {
    const connection = await network.create({
      override: { initialBaseFeePerGas: 0, blockGasLimit: BLOCK_GAS, initialDate: new Date(EPOCH * 1000) },
    });
    const [deployer] = await connection.viem.getWalletClients();
    if (deployer === undefined) throw new Error("the local chain has no accounts");
    return new Chain(connection, deployer, await deploy(deployer, { artifacts: ARTIFACTS }));
  }

  get chainId(): number {
    return this.deployment.chainId;
  }

  async put(
    source: string,
    name: string,
    args: readonly unknown[] = [],
    libraries: Readonly<Record<string, Address>> = {},
  ): Promise<Contract & { gas: number }> {
    const artifact = await readArtifact(source, { artifacts: ARTIFACTS, name });
    await this.#tick();
    const { address, hash } = await deployArtifact(this.deployer, artifact, { args, libraries });
    return { address, abi: artifact.abi, gas: await this.#gasOf(hash, name) };
  }

  async abiOf(source: string): Promise<Abi> {
    return (await readArtifact(source, { artifacts: ARTIFACTS })).abi;
  }

  voter(number: number): Address {
    return getAddress(`0x${(FIRST_VOTER + 0x10101n * BigInt(number)).toString(16)}`);
  }

  /** Sends one transaction in a block of its own. @returns the gas of the whole transaction */
  async measure(call: Call): Promise<number> {
    await this.#tick();
    return this.#gasOf(await this.#send(call), call.functionName);
  }

  /** Sends many transactions in one block. */
  async sendAll(calls: readonly Call[]): Promise<void> {
    await this.request("evm_setAutomine", [false]);
    const hashes: Hex[] = [];
    for (const call of calls) hashes.push(await this.#send(call));
    await this.mine();
    await this.request("evm_setAutomine", [true]);
    for (const [i, hash] of hashes.entries()) await this.#gasOf(hash, calls[i]?.functionName);
  }

  async read<T>(to: Contract, functionName: string, args: readonly unknown[] = []): Promise<T> {
    const client = await this.connection.viem.getPublicClient();
    return (await client.readContract({ ...to, functionName, args })) as T;
  }

  /** Sends as who has deployed all contracts, and may own them. */
  asDeployer(call: Omit<Call, "from">): Promise<number> {
    return this.measure({ ...call, from: this.deployer.account.address });
  }

  async codeOf(address: Address): Promise<Hex> {
    return (await this.request("eth_getCode", [address, "latest"])) as Hex;
  }

  async receipt(call: Call) {
    const client = await this.connection.viem.getPublicClient();
    await this.#tick();
    return client.waitForTransactionReceipt({ hash: await this.#send(call) });
  }

  /** Lets time pass; the next block is the first that notices. */
  pass(seconds: number): void {
    this.#now += seconds;
  }

  async mine(): Promise<void> {
    await this.request("evm_mine", [(this.#now += 1)]);
  }

  /** Runs what is measured, and forgets what it did. */
  async aside<T>(work: () => Promise<T>): Promise<T> {
    const now = this.#now;
    const snapshot = await this.request("evm_snapshot", []);
    try {
      return await work();
    } finally {
      this.#now = now;
      await this.request("evm_revert", [snapshot]);
    }
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  async endow(account: Address): Promise<void> {
    await this.request("hardhat_setBalance", [account, "0x1"]);
  }

  async #send({ from, to, functionName, args, value = 0n }: Call): Promise<Hex> {
    if (!this.#unlocked.has(from)) {
      await this.request("hardhat_impersonateAccount", [from]);
      this.#unlocked.add(from);
    }
    if (value > 0n) await this.request("hardhat_setBalance", [from, `0x${(value * 2n).toString(16)}`]);
    const data = encodeFunctionData({ abi: to.abi, functionName, args });
    const transaction = { from, to: to.address, data, gas: GAS, gasPrice: "0x0", value: `0x${value.toString(16)}` };
    return (await this.request("eth_sendTransaction", [transaction])) as Hex;
  }

  async #tick(): Promise<void> {
    await this.request("evm_setNextBlockTimestamp", [(this.#now += 1)]);
  }

  async #gasOf(hash: Hex, name = "a transaction"): Promise<number> {
    const receipt = (await this.request("eth_getTransactionReceipt", [hash])) as Receipt | null;
    if (receipt?.status !== "0x1") throw new Error(`${name} ${receipt === null ? "was left out" : "reverted"}`);
    return Number(receipt.gasUsed);
  }

  private request(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.connection.provider.request({ method, params: [...params] });
  }
}
