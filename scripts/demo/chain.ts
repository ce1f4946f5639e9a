import { createServer } from "node:net";
import { network } from "hardhat";
import { createPublicClient, createTestClient, createWalletClient, http } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { hardhat } from "viem/chains";
import { Refusal } from "../lib/refusal.ts";

const HOST = "127.0.0.1";
const FIRST_PORT = 8545;
const PORTS_TRIED = 20;
/** The words that every local chain uses: their accounts hold coins here and nowhere else. */
const MNEMONIC = "test test test test test test test test test test test junk";

export type DemoChain = Awaited<ReturnType<typeof startChain>>;

/**
 * A chain of our own that wallets can reach.
 * @param port the only one to try; without it the first that is free from 8545 on
 */
export async function startChain(port?: number) {
  const server = await listen(port);
  const url = `http://${HOST}:${server.port}`;
  const chain = { ...hardhat, rpcUrls: { default: { http: [url] } } };
  const transport = http(url);
  return {
    url,
    chainId: chain.id,
    client: createPublicClient({ chain, transport, pollingInterval: 20, cacheTime: 0 }),
    clock: createTestClient({ chain, transport, mode: "hardhat" }),
    /** The `index`th account of the local chain, with a way to act for it. */
    actor: (index: number) => {
      const account = mnemonicToAccount(MNEMONIC, { addressIndex: index });
      return createWalletClient({ account, chain, transport, pollingInterval: 20, cacheTime: 0 });
    },
    close: server.close,
  };
}

async function listen(wanted: number | undefined): Promise<{ port: number; close: () => Promise<void> }> {
  const last = wanted ?? FIRST_PORT + PORTS_TRIED - 1;
  for (let port = wanted ?? FIRST_PORT; port <= last; port++) {
    if (!(await isFree(port))) continue;
    const server = await network.createServer({ override: { chainId: hardhat.id } }, HOST, port);
    await server.listen();
    return { port, close: () => server.close() };
  }
  throw new Refusal(
    wanted === undefined
      ? `All ports from ${FIRST_PORT} to ${last} are taken: name a free one with --port.`
      : `Port ${wanted} is taken: stop what listens there, or name another with --port.`,
  );
}

/** Asked beforehand, because Hardhat's server does not hand on that it could not listen. */
async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}
