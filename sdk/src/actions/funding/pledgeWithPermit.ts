import type { Hash, Signature } from "viem";
import { fundingPoolPledgeWithPermit } from "../../abi/fundingPool.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { permitV } from "../../core/permit.ts";
import { poolOf } from "../../core/pool.ts";
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

export interface PreparePledgeWithPermitParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Of the token. */
  amount: bigint;
  /** Until when the permit is good, seconds. */
  deadline: bigint;
  /** The pledger's signature of the ERC-2612 permit for the amount. */
  permit: Signature;
}

export interface PledgeWithPermitParameters extends PreparePledgeWithPermitParameters, WriteOptions {}

export interface SimulatePledgeWithPermitParameters extends PledgeWithPermitParameters, ReadOptions {}

export type PledgeWithPermitReturnType = Hash;

export type SimulatePledgeWithPermitReturnType = Simulation<void>;

export type PledgeWithPermitErrorType = WriteErrorType;

export type SimulatePledgeWithPermitErrorType = WriteErrorType;

export type PreparePledgeWithPermitErrorType = PrepareErrorType;

/**
 * Pledges with an ERC-2612 permit instead of an approval; what arrives counts. A permit that fails is passed over, because
 * anybody may have handed it in before: the allowance then decides. Not from one cycle before a deadline on, until the
 * round is settled.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PledgeWithPermitParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { pledgeWithPermit } from "@perdure/sdk/funding";
 * import { createWalletClient, http, parseSignature } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const pool = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const token = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
 * const owner = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
 * const [amount, deadline] = [1_000n, BigInt(Math.floor(Date.now() / 1000) + 3600)];
 * const signature = await client.signTypedData({
 *   domain: { name: "Token", version: "1", chainId: await client.getChainId(), verifyingContract: token },
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
 *   message: { owner, spender: pool, value: amount, nonce: 0n, deadline },
 * });
 * const hash = await pledgeWithPermit(client, { pool, project: 1, amount, deadline, permit: parseSignature(signature) });
 */
export async function pledgeWithPermit(
  client: WriteClient,
  parameters: PledgeWithPermitParameters,
): Promise<PledgeWithPermitReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link pledgeWithPermit} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePledgeWithPermitParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePledgeWithPermit(
  client: WriteClient,
  parameters: SimulatePledgeWithPermitParameters,
): Promise<SimulatePledgeWithPermitReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link pledgeWithPermit} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePledgeWithPermitParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePledgeWithPermit(parameters: PreparePledgeWithPermitParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, amount, deadline, permit }: PreparePledgeWithPermitParameters) {
  const { r, s } = permit;
  const args = [project, amount, deadline, permitV(permit), r, s] as const;
  return callOf(poolOf(pool), fundingPoolPledgeWithPermit, args);
}
