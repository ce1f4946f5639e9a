/** Many transactions to a block, each with what it is called: for tests that ask what things cost. */
import type { NetworkConnection } from "hardhat/types/network";
import { encodeFunctionData, type Abi, type Address, type Hex } from "viem";

const GAS = "0xf4240";

interface Call {
  from: Address;
  to: Address;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
  value?: bigint;
}

interface Receipt {
  status: Hex;
  gasUsed: Hex;
}

/** Queues transactions; `mine` puts them into one block, in their order, and tells what each has used. */
export class Batches {
  #queue: { name: string; hash: Hex }[] = [];
  readonly #unlocked = new Set<Address>();

  private constructor(private readonly provider: NetworkConnection["provider"]) {}

  /** For a chain whose blocks are large enough and whose gas is free. */
  static async start(connection: NetworkConnection): Promise<Batches> {
    const batches = new Batches(connection.provider);
    await batches.#request("evm_setAutomine", [false]);
    return batches;
  }

  async send(name: string, { from, to, abi, functionName, args, value = 0n }: Call): Promise<void> {
    if (!this.#unlocked.has(from)) {
      await this.#request("hardhat_impersonateAccount", [from]);
      await this.#request("hardhat_setBalance", [from, `0x${(10n ** 30n).toString(16)}`]);
      this.#unlocked.add(from);
    }
    const data = encodeFunctionData({ abi, functionName, args });
    const transaction = { from, to, data, gas: GAS, gasPrice: "0x0", value: `0x${value.toString(16)}` };
    this.#queue.push({ name, hash: (await this.#request("eth_sendTransaction", [transaction])) as Hex });
  }

  /** Mines the queue at `timestamp`. @returns gas by name. */
  async mine(timestamp: number): Promise<{ name: string; gas: number }[]> {
    await this.#request("evm_mine", [timestamp]);
    const queue = this.#queue.splice(0);
    const used: { name: string; gas: number }[] = [];
    for (const { name, hash } of queue) {
      const receipt = (await this.#request("eth_getTransactionReceipt", [hash])) as Receipt | null;
      if (receipt?.status !== "0x1") throw new Error(`${name} ${receipt === null ? "was left out" : "reverted"}`);
      used.push({ name, gas: Number(receipt.gasUsed) });
    }
    return used;
  }

  #request(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.provider.request({ method, params: [...params] });
  }
}
