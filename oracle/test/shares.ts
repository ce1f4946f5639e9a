import { network } from "hardhat";
import { type Hex, type PublicClient, zeroHash } from "viem";
import type { Share } from "../src/revenue/shares.ts";

/** A chain of its own with revenue shares on it, which the first account governs. */
export async function deployShares() {
  const { viem } = await network.create();
  const [treasury] = await viem.getWalletClients();
  if (treasury === undefined) throw new Error("The chain has no accounts.");
  const contract = await viem.deployContract("RevenueShares", [treasury.account.address]);
  const client: PublicClient = await viem.getPublicClient();
  const set = (key: Hex, shares: readonly Share[]): Promise<Hex> =>
    contract.write.set([key, shares.map((share) => ({ key: zeroHash, pointer: "", ...share }))]);
  return { client, address: contract.address, contract, set, treasury };
}
