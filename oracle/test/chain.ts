import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  type Address,
  type Hex,
  createPublicClient,
  createTestClient,
  createWalletClient,
  http,
  keccak256,
  publicActions,
  stringToHex,
} from "viem";
import { mnemonicToAccount, privateKeyToAddress } from "viem/accounts";
import { foundry } from "viem/chains";
import { readArtifact } from "../../scripts/lib/artifacts.ts";
import { localSigner } from "../src/reports/Signer.ts";
import type { Signer } from "../src/reports/Signer.ts";

/** The words of every local chain's accounts. */
const MNEMONIC = "test test test test test test test test test test test junk";

export type TestChain = Awaited<ReturnType<typeof startAnvil>>;

/** The node itself, not its wrapper, which would outlive being killed. */
function anvilBinary(): string {
  const wrapper = createRequire(import.meta.url).resolve("@foundry-rs/anvil/package.json");
  const require = createRequire(wrapper);
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  const name = `@foundry-rs/anvil-${process.platform}-${arch}`;
  return join(dirname(require.resolve(`${name}/package.json`)), "bin", "anvil");
}

/** A chain of its own for a test. @param blockTime seconds; without it every transaction is mined at once */
export async function startAnvil({ blockTime, manual = false }: { blockTime?: number; manual?: boolean } = {}) {
  const args = ["--port", "0", "--host", "127.0.0.1", "--slots-in-an-epoch", "1", "--hardfork", "cancun"];
  if (blockTime !== undefined) args.push("--block-time", String(blockTime));
  if (manual) args.push("--no-mining");
  const child = spawn(anvilBinary(), args, { stdio: ["ignore", "pipe", "pipe"] });
  const url = `http://${await listening(child)}`;
  const transport = http(url, { retryCount: 0 });
  const client = createPublicClient({ chain: foundry, transport, pollingInterval: 50, cacheTime: 0 });
  const wallet = createWalletClient({ account: mnemonicToAccount(MNEMONIC), chain: foundry, transport }).extend(
    publicActions,
  );
  const control = createTestClient({ chain: foundry, mode: "anvil", transport });
  return {
    url,
    client,
    control,
    wallet,
    chainId: foundry.id,
    deploy: (source: string, name: string, args: unknown[] = []) => deploy(wallet, control, source, name, args),
    stop: () => {
      child.kill("SIGKILL");
    },
  };
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const found = /Listening on (\S+)/.exec(output);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.once("error", reject);
    child.once("close", () => reject(new Error(`anvil ended: ${output}`)));
  });
}

type Wallet = ReturnType<typeof createWalletClient>;

async function deploy(
  wallet: Pick<Wallet, "deployContract"> & { account: ReturnType<typeof mnemonicToAccount> },
  control: { mine: (parameters: { blocks: number }) => Promise<void> },
  source: string,
  name: string,
  args: unknown[],
): Promise<Address> {
  const { abi, bytecode } = await readArtifact(source, { name });
  const client = wallet as unknown as TestChain["wallet"];
  const hash = await client.deployContract({ abi, bytecode, args, chain: foundry });
  await control.mine({ blocks: 1 });
  const { contractAddress } = await client.getTransactionReceipt({ hash });
  if (contractAddress === null || contractAddress === undefined) throw new Error(`${name} was not deployed`);
  return contractAddress;
}

/** Keys of operators, in the order of their addresses. */
export function operatorKeys(count: number): Hex[] {
  const keys = Array.from({ length: count }, (_, index) => keccak256(stringToHex(`operator ${index}`)));
  return keys.toSorted((a, b) =>
    privateKeyToAddress(a).toLowerCase() < privateKeyToAddress(b).toLowerCase() ? -1 : 1,
  );
}

export const operatorSigners = (count: number): Signer[] => operatorKeys(count).map(localSigner);

/** An inbox with an event feed to a consumer that notes what comes, for so many operators with coins. */
export async function deployInbox(chain: TestChain, feed: Hex, operators: readonly Address[], quorum: number) {
  const owner = await chain.deploy("contracts/test/InboxOwner.sol", "InboxOwner");
  const consumer = await chain.deploy("contracts/test/Consumer.sol", "Consumer");
  const inbox = await chain.deploy("contracts/oracle/ReportInbox.sol", "ReportInbox", [owner, operators, quorum]);
  const { abi } = await readArtifact("contracts/oracle/ReportInbox.sol");
  await chain.wallet.writeContract({ address: inbox, abi, functionName: "setFeed", args: [feed, consumer, 1, 0] });
  await chain.control.mine({ blocks: 1 });
  for (const address of operators) await chain.control.setBalance({ address, value: 10n ** 20n });
  return { inbox, consumer };
}
