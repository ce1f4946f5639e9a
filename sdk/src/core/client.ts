import type { Account, Address, BlockTag, Client } from "viem";

/** Any viem client that can read: a public one, a wallet's, or one with no actions at all. */
export type ReadClient = Client;

/** A viem client that can send: one whose account, or transport, signs. */
export type WriteClient = Client;

/** As of which block a read is made; the latest if nothing is said. */
export interface ReadOptions {
  blockNumber?: bigint | undefined;
  blockTag?: BlockTag | undefined;
}

/** How a transaction is sent; the wallet and the chain decide what is not said. */
export interface WriteOptions {
  /** Who acts; the client's account if nothing is said. */
  account?: Account | Address | undefined;
  gas?: bigint | undefined;
  nonce?: number | undefined;
  maxFeePerGas?: bigint | undefined;
  maxPriorityFeePerGas?: bigint | undefined;
}
