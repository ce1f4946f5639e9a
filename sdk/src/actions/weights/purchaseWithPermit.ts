import type { Address, Hash, Signature } from "viem";
import { purchaseSourcePurchaseWithPermit } from "../../abi/purchaseSource.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { permitV } from "../../core/permit.ts";
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

export interface PreparePurchaseWithPermitParameters {
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
  /** Until when the permit is good, seconds. */
  deadline: bigint;
  /** The payer's signature of the ERC-2612 permit for the amount. */
  permit: Signature;
}

export interface PurchaseWithPermitParameters extends PreparePurchaseWithPermitParameters, WriteOptions {}

export interface SimulatePurchaseWithPermitParameters extends PurchaseWithPermitParameters, ReadOptions {}

export type PurchaseWithPermitReturnType = Hash;

export type SimulatePurchaseWithPermitReturnType = Simulation<bigint>;

export type PurchaseWithPermitErrorType = WriteErrorType;

export type SimulatePurchaseWithPermitErrorType = WriteErrorType;

export type PreparePurchaseWithPermitErrorType = PrepareErrorType;

/**
 * Buys weight with an ERC-2612 permit instead of an approval.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PurchaseWithPermitParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, purchaseWithPermit } from "@perdure/sdk/actions";
 * import { createWalletClient, http, parseSignature } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const asset = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
 * const beneficiary = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
 * const spender = community.purchaseSource ?? beneficiary;
 * const [amount, deadline] = [1_000_000n, BigInt(Math.floor(Date.now() / 1000) + 3600)];
 * const signature = await client.signTypedData({
 *   domain: { name: "Token", version: "1", chainId: community.chainId, verifyingContract: asset },
 *   types: {
 *     Permit: [
 *       { name: "owner", type: "address" },
 *       { name: "spender", type: "address" },
 *       { name: "value", type: "uint256" },
 *       { name: "nonce", type: "uint256" },
 *       { name: "deadline", type: "uint256" },
 *     ],
 *   },
 *   primaryType: "Permit",
 *   message: { owner: beneficiary, spender, value: amount, nonce: 0n, deadline },
 * });
 * const hash = await purchaseWithPermit(client, {
 *   community,
 *   asset,
 *   amount,
 *   beneficiary,
 *   deadline,
 *   permit: parseSignature(signature),
 * });
 */
export async function purchaseWithPermit(
  client: WriteClient,
  parameters: PurchaseWithPermitParameters,
): Promise<PurchaseWithPermitReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link purchaseWithPermit} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePurchaseWithPermitParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePurchaseWithPermit(
  client: WriteClient,
  parameters: SimulatePurchaseWithPermitParameters,
): Promise<SimulatePurchaseWithPermitReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link purchaseWithPermit} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePurchaseWithPermitParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePurchaseWithPermit(parameters: PreparePurchaseWithPermitParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({
  community,
  asset,
  amount,
  beneficiary,
  minValue,
  deadline,
  permit,
}: PreparePurchaseWithPermitParameters) {
  return callOf(targetOf(community, "purchaseSource"), purchaseSourcePurchaseWithPermit, [
    asset,
    amount,
    beneficiary,
    minValue ?? 0n,
    deadline,
    permitV(permit),
    permit.r,
    permit.s,
  ]);
}
