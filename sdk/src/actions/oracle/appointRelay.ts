import { type Address, type Hash, zeroAddress } from "viem";
import { electionsAppointRelay } from "../../abi/elections.ts";
import { type By, authorizationOf } from "../../core/authorization.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ContractAt } from "../../core/community.ts";
import { relaysOf } from "../../core/oracle.ts";
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

export interface PrepareAppointRelayParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election. */
  election: bigint;
  /** An installed module that casts what voters say elsewhere. Left out for nobody from now on. */
  relay?: Address | undefined;
  /** Units, permanent and leased, that it may place in this election; none unless said. */
  most?: bigint | undefined;
  /** The sender's own address, or what another voter signed with signAppointRelay. */
  voter: By;
}

export interface AppointRelayParameters extends PrepareAppointRelayParameters, WriteOptions {}

export interface SimulateAppointRelayParameters extends AppointRelayParameters, ReadOptions {}

export type AppointRelayReturnType = Hash;

export type SimulateAppointRelayReturnType = Simulation<void>;

export type AppointRelayErrorType = WriteErrorType;

export type SimulateAppointRelayErrorType = WriteErrorType;

export type PrepareAppointRelayErrorType = PrepareErrorType;

/**
 * Lets a relay cast what the voter says elsewhere, until the voter casts or withdraws directly.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link AppointRelayParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { appointRelay } from "@perdure/sdk/oracle";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await appointRelay(client, {
 *   community,
 *   election: 1n,
 *   relay: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   most: 1_000_000_000n,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function appointRelay(
  client: WriteClient,
  parameters: AppointRelayParameters,
): Promise<AppointRelayReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link appointRelay} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateAppointRelayParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateAppointRelay(
  client: WriteClient,
  parameters: SimulateAppointRelayParameters,
): Promise<SimulateAppointRelayReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link appointRelay} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareAppointRelayParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareAppointRelay(parameters: PrepareAppointRelayParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, relay, most, voter }: PrepareAppointRelayParameters) {
  return callOf(relaysOf(community), electionsAppointRelay, [
    election,
    relay ?? zeroAddress,
    most ?? 0n,
    authorizationOf("voter", voter),
  ]);
}
