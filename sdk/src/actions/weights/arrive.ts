import type { Address, Hash } from "viem";
import { weightsArrive } from "../../abi/weights.ts";
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

export interface PrepareArriveParameters {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose weight it is. */
  holder: Address;
  /** What the holder gets for good. */
  units: bigint;
  /** Units of a lease; none unless said. */
  leased?: bigint | undefined;
  /** First cycle in which the lease no longer counts. */
  until?: number | undefined;
  /** What the holder has contributed, 9 decimals. */
  contributed: bigint;
}

export interface ArriveParameters extends PrepareArriveParameters, WriteOptions {}

export interface SimulateArriveParameters extends ArriveParameters, ReadOptions {}

export type ArriveReturnType = Hash;

export type SimulateArriveReturnType = Simulation<void>;

export type ArriveErrorType = WriteErrorType;

export type SimulateArriveErrorType = WriteErrorType;

export type PrepareArriveErrorType = PrepareErrorType;

/**
 * Gives an account what it has brought from the parent community. Only the parent's forks may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ArriveParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { arrive, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await arrive(client, { community, holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", units: 1_000_000_000n, contributed: 0n });
 */
export async function arrive(client: WriteClient, parameters: ArriveParameters): Promise<ArriveReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link arrive} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateArriveParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateArrive(
  client: WriteClient,
  parameters: SimulateArriveParameters,
): Promise<SimulateArriveReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link arrive} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareArriveParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareArrive(parameters: PrepareArriveParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, holder, units, leased, until, contributed }: PrepareArriveParameters) {
  return callOf(targetOf(community, "weights"), weightsArrive, [
    checkAddress("holder", holder),
    units,
    leased ?? 0n,
    until ?? 0,
    contributed,
  ]);
}
