import { type Address, type Hash, zeroAddress } from "viem";
import { patronSourceDonate } from "../../abi/patronSource.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { sourceOf } from "../../core/sources.ts";
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

export interface PrepareDonateParameters {
  /** The source of patronages. */
  source: ModuleAt;
  /** An ERC-20. Left out for the native coin. */
  asset?: Address | undefined;
  /** In the asset's own decimals. */
  amount: bigint;
  /** Value that is committed for the next donation; 0 = this is all. */
  committed: bigint;
  /** The least value of the donation, 9 decimals; 0 unless said. */
  minValue?: bigint | undefined;
}

export interface DonateParameters extends PrepareDonateParameters, WriteOptions {}

export interface SimulateDonateParameters extends DonateParameters, ReadOptions {}

export type DonateReturnType = Hash;

export type SimulateDonateReturnType = Simulation<void>;

export type DonateErrorType = WriteErrorType;

export type SimulateDonateErrorType = WriteErrorType;

export type PrepareDonateErrorType = PrepareErrorType;

/**
 * Gives to the treasury, for a lease of as much as is given or committed for the next time, whichever is less. An ERC-20 has to be
 * approved to the source before.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link DonateParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { donate } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await donate(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   amount: 10n ** 18n,
 *   committed: 1_000_000_000n,
 * });
 */
export async function donate(client: WriteClient, parameters: DonateParameters): Promise<DonateReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link donate} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateDonateParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateDonate(
  client: WriteClient,
  parameters: SimulateDonateParameters,
): Promise<SimulateDonateReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link donate} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareDonateParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareDonate(parameters: PrepareDonateParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, asset, amount, committed, minValue }: PrepareDonateParameters) {
  return callOf(
    sourceOf(source),
    patronSourceDonate,
    [asset ?? zeroAddress, amount, committed, minValue ?? 0n],
    asset === undefined || asset === zeroAddress ? amount : 0n,
  );
}
