import type { Address, Hash } from "viem";
import { purchaseSourceSetMerchant } from "../../abi/purchaseSource.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
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

export interface PrepareSetMerchantParameters {
  /** A community, or the source itself. */
  community: ContractAt<"purchaseSource">;
  /** A shop that passes buyers on. */
  merchant: Address;
  /** Whether it may, from now on. */
  registered: boolean;
}

export interface SetMerchantParameters extends PrepareSetMerchantParameters, WriteOptions {}

export interface SimulateSetMerchantParameters extends SetMerchantParameters, ReadOptions {}

export type SetMerchantReturnType = Hash;

export type SimulateSetMerchantReturnType = Simulation<void>;

export type SetMerchantErrorType = WriteErrorType;

export type SimulateSetMerchantErrorType = WriteErrorType;

export type PrepareSetMerchantErrorType = PrepareErrorType;

/**
 * Lets a shop buy for others, or no longer. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetMerchantParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, setMerchant } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await setMerchant(client, {
 *   community,
 *   merchant: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   registered: true,
 * });
 */
export async function setMerchant(
  client: WriteClient,
  parameters: SetMerchantParameters,
): Promise<SetMerchantReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setMerchant} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetMerchantParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetMerchant(
  client: WriteClient,
  parameters: SimulateSetMerchantParameters,
): Promise<SimulateSetMerchantReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setMerchant} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetMerchantParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetMerchant(parameters: PrepareSetMerchantParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, merchant, registered }: PrepareSetMerchantParameters) {
  return callOf(targetOf(community, "purchaseSource"), purchaseSourceSetMerchant, [merchant, registered]);
}
