import { type Address, type Hash, zeroAddress } from "viem";
import { forksClaim } from "../../abi/forks.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, checkAddress, targetOf } from "../../core/community.ts";
import {
  type PrepareErrorType,
  type PreparedCall,
  type Simulation,
  type WriteErrorType,
  callOf,
  prepare,
  simulate,
  write,
} from "../../core/write.ts";

export interface PrepareClaimFromForkParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
  /** An ERC-20. Left out for the native coin. */
  asset?: Address | undefined;
}

export interface ClaimFromForkParameters extends PrepareClaimFromForkParameters, WriteOptions {}

export interface SimulateClaimFromForkParameters extends ClaimFromForkParameters, ReadOptions {}

export type ClaimFromForkReturnType = Hash;

export type SimulateClaimFromForkReturnType = Simulation<bigint>;

export type ClaimFromForkErrorType = WriteErrorType;

export type SimulateClaimFromForkErrorType = WriteErrorType;

export type PrepareClaimFromForkErrorType = PrepareErrorType;

/**
 * Hands over what a fork's members may take of an asset, and have not taken yet. Anyone may, while members can follow.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ClaimFromForkParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { claimFromFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await claimFromFork(client, { community, fork: 0n });
 */
export async function claimFromFork(
  client: WriteClient,
  parameters: ClaimFromForkParameters,
): Promise<ClaimFromForkReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link claimFromFork} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateClaimFromForkParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateClaimFromFork(
  client: WriteClient,
  parameters: SimulateClaimFromForkParameters,
): Promise<SimulateClaimFromForkReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link claimFromFork} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareClaimFromForkParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareClaimFromFork(parameters: PrepareClaimFromForkParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork, asset }: PrepareClaimFromForkParameters) {
  return callOf(targetOf(community, "forks"), forksClaim, [fork, checkAddress("asset", asset ?? zeroAddress)]);
}
