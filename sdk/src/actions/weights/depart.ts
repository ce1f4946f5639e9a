import type { Address, Hash } from "viem";
import { weightsDepart } from "../../abi/weights.ts";
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

export interface PrepareDepartParameters {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose weight it is. */
  holder: Address;
  /** What the holder has for good and takes along. */
  units: bigint;
  /** Whether the lease ends as well; not unless said. */
  leased?: boolean | undefined;
  /** How much of what the holder contributed goes along, 9 decimals. */
  contributed: bigint;
}

export interface DepartParameters extends PrepareDepartParameters, WriteOptions {}

export interface SimulateDepartParameters extends DepartParameters, ReadOptions {}

export type DepartReturnType = Hash;

export type SimulateDepartReturnType = Simulation<void>;

export type DepartErrorType = WriteErrorType;

export type SimulateDepartErrorType = WriteErrorType;

export type PrepareDepartErrorType = PrepareErrorType;

/**
 * Burns what an account takes along to a fork. Only the community's forks may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link DepartParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { depart, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await depart(client, { community, holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", units: 1_000_000_000n, contributed: 0n });
 */
export async function depart(client: WriteClient, parameters: DepartParameters): Promise<DepartReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link depart} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateDepartParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateDepart(
  client: WriteClient,
  parameters: SimulateDepartParameters,
): Promise<SimulateDepartReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link depart} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareDepartParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareDepart(parameters: PrepareDepartParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, holder, units, leased, contributed }: PrepareDepartParameters) {
  return callOf(targetOf(community, "weights"), weightsDepart, [
    checkAddress("holder", holder),
    units,
    leased ?? false,
    contributed,
  ]);
}
