import type { Address, Hash, Hex } from "viem";
import { officesCarryOut } from "../../abi/offices.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ContractAt } from "../../core/community.ts";
import { mandatesOf } from "../../core/oracle.ts";
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

export interface PrepareCarryOutParameters {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** Which module. */
  module: Address;
  /** What is called. */
  target: Address;
  /** What it is called with, as it was decided. */
  data: Hex;
  /** What it was decided about: of an Outcomes, the key of the poll. */
  cause: Hex;
}

export interface CarryOutParameters extends PrepareCarryOutParameters, WriteOptions {}

export interface SimulateCarryOutParameters extends CarryOutParameters, ReadOptions {}

export type CarryOutReturnType = Hash;

export type SimulateCarryOutReturnType = Simulation<void>;

export type CarryOutErrorType = WriteErrorType;

export type SimulateCarryOutErrorType = WriteErrorType;

export type PrepareCarryOutErrorType = PrepareErrorType;

/**
 * Has the treasury make the call that a module has decided, within three days once its delay has passed. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CarryOutParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { carryOut } from "@perdure/sdk/oracle";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await carryOut(client, {
 *   community,
 *   module: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   target: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   data: "0x12345678",
 *   cause: keccak256(toHex("discourse:forum.example.org/17")),
 * });
 */
export async function carryOut(client: WriteClient, parameters: CarryOutParameters): Promise<CarryOutReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link carryOut} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCarryOutParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCarryOut(
  client: WriteClient,
  parameters: SimulateCarryOutParameters,
): Promise<SimulateCarryOutReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link carryOut} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCarryOutParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCarryOut(parameters: PrepareCarryOutParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, module, target, data, cause }: PrepareCarryOutParameters) {
  return callOf(mandatesOf(community), officesCarryOut, [module, target, data, cause]);
}
