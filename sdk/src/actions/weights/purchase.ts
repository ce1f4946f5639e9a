import { type Address, type Hash, zeroAddress } from "viem";
import { purchaseSourcePurchase } from "../../abi/purchaseSource.ts";
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

export interface PreparePurchaseParameters {
  /** A community, or the source itself. */
  community: ContractAt<"purchaseSource">;
  /** What is paid with; `zeroAddress` for the native coin. */
  asset: Address;
  /** In the asset's own decimals. */
  amount: bigint;
  /** Who is credited: the payer, or anybody if the payer is a merchant. */
  beneficiary: Address;
  /** The least value to be credited, 9 decimals; 0 unless said. */
  minValue?: bigint | undefined;
}

export interface PurchaseParameters extends PreparePurchaseParameters, WriteOptions {}

export interface SimulatePurchaseParameters extends PurchaseParameters, ReadOptions {}

export type PurchaseReturnType = Hash;

export type SimulatePurchaseReturnType = Simulation<bigint>;

export type PurchaseErrorType = WriteErrorType;

export type SimulatePurchaseErrorType = WriteErrorType;

export type PreparePurchaseErrorType = PrepareErrorType;

/**
 * Buys weight. An ERC-20 has to be approved to the source before.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PurchaseParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, purchase } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await purchase(client, {
 *   community,
 *   asset: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   amount: 1n,
 *   beneficiary: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function purchase(client: WriteClient, parameters: PurchaseParameters): Promise<PurchaseReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link purchase} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePurchaseParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePurchase(
  client: WriteClient,
  parameters: SimulatePurchaseParameters,
): Promise<SimulatePurchaseReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link purchase} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePurchaseParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePurchase(parameters: PreparePurchaseParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, asset, amount, beneficiary, minValue }: PreparePurchaseParameters) {
  return callOf(
    targetOf(community, "purchaseSource"),
    purchaseSourcePurchase,
    [asset, amount, beneficiary, minValue ?? 0n],
    asset === zeroAddress ? amount : 0n,
  );
}
