import { type Address, getContractAddress } from "viem";
import { communityFactoryKernelFor } from "../../abi/communityFactory.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface PredictCommunityParameters extends ReadOptions {
  /** The factory of communities. */
  factory: Address;
  /** Whoever will call it. */
  founder: Address;
  /** The name that the community will be founded under. */
  name: string;
  /** How many weight sources it will have: 1 to 8. */
  sources: number;
}

export interface PredictCommunityReturnType {
  kernel: Address;
  weights: Address;
  elections: Address;
  constitution: Address;
  offices: Address;
  forks: Address;
  sources: readonly Address[];
  /** The community's own treasury, for founders who name no other. */
  treasury: Address;
}

export type PredictCommunityErrorType = ReadErrorType;

/**
 * Tells where a community will be, before it is founded: a founding document can then name contracts that obey it.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link PredictCommunityParameters}
 * @returns The addresses that its kernel, organs, sources and treasury will have, or have.
 *
 * @example
 * import { predictCommunity } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await predictCommunity(client, {
 *   factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   founder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   name: "perdure",
 *   sources: 2,
 * });
 */
export async function predictCommunity(
  client: ReadClient,
  { factory, founder, name, sources, ...options }: PredictCommunityParameters,
): Promise<PredictCommunityReturnType> {
  const at = { address: checkAddress("factory", factory) };
  const by = checkAddress("founder", founder);
  const kernel = await read(client, at, communityFactoryKernelFor, [by, name], options);
  // A kernel makes its organs in a fixed order, and then its sources and its treasury.
  const made = (nonce: number): Address => getContractAddress({ from: kernel, nonce: BigInt(nonce) });
  return {
    kernel,
    weights: made(1),
    elections: made(2),
    constitution: made(3),
    offices: made(4),
    forks: made(5),
    sources: Array.from({ length: sources }, (_, i) => made(6 + i)),
    treasury: made(6 + sources),
  };
}
