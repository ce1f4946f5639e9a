import type { Address, Hash, Hex } from "viem";
import { relayedBallotsSetFeed } from "../../abi/relayedBallots.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { voicesOf } from "../../core/oracle.ts";
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

export interface PrepareSetVoicesFeedParameters {
  /** The RelayedBallots. */
  relay: ModuleAt;
  /** Where reports come in. */
  inbox: Address;
  /** Which feed. */
  feed: Hex;
}

export interface SetVoicesFeedParameters extends PrepareSetVoicesFeedParameters, WriteOptions {}

export interface SimulateSetVoicesFeedParameters extends SetVoicesFeedParameters, ReadOptions {}

export type SetVoicesFeedReturnType = Hash;

export type SimulateSetVoicesFeedReturnType = Simulation<void>;

export type SetVoicesFeedErrorType = WriteErrorType;

export type SimulateSetVoicesFeedErrorType = WriteErrorType;

export type PrepareSetVoicesFeedErrorType = PrepareErrorType;

/**
 * Names the feed that voices come from. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetVoicesFeedParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setVoicesFeed } from "@perdure/sdk/oracle";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setVoicesFeed(client, {
 *   relay: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   inbox: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   feed: keccak256(toHex("attestations")),
 * });
 */
export async function setVoicesFeed(
  client: WriteClient,
  parameters: SetVoicesFeedParameters,
): Promise<SetVoicesFeedReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setVoicesFeed} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetVoicesFeedParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetVoicesFeed(
  client: WriteClient,
  parameters: SimulateSetVoicesFeedParameters,
): Promise<SimulateSetVoicesFeedReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setVoicesFeed} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetVoicesFeedParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetVoicesFeed(parameters: PrepareSetVoicesFeedParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ relay, inbox, feed }: PrepareSetVoicesFeedParameters) {
  return callOf(voicesOf(relay), relayedBallotsSetFeed, [inbox, feed]);
}
