import type { Address, Hash, Hex } from "viem";
import { reportInboxSetFeed } from "../../abi/reportInbox.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { DOORS, type Door, FEED_KINDS, type FeedKind, inboxOf } from "../../core/oracle.ts";
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

export interface PrepareSetInboxFeedParameters {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
  /** Which feed. */
  feed: Hex;
  /** The contract that reads its reports. */
  consumer: Address;
  /** Whether every report counts, or the latest one. */
  kind: FeedKind;
  /** By whose quorum it comes; the inbox's own unless said. */
  door?: Door | undefined;
}

export interface SetInboxFeedParameters extends PrepareSetInboxFeedParameters, WriteOptions {}

export interface SimulateSetInboxFeedParameters extends SetInboxFeedParameters, ReadOptions {}

export type SetInboxFeedReturnType = Hash;

export type SimulateSetInboxFeedReturnType = Simulation<void>;

export type SetInboxFeedErrorType = WriteErrorType;

export type SimulateSetInboxFeedErrorType = WriteErrorType;

export type PrepareSetInboxFeedErrorType = PrepareErrorType;

/**
 * Names a feed's consumer, kind and door; its sequence goes on. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetInboxFeedParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setInboxFeed } from "@perdure/sdk/oracle";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setInboxFeed(client, {
 *   inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   feed: keccak256(toHex("attestations")),
 *   consumer: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   kind: "event",
 * });
 */
export async function setInboxFeed(
  client: WriteClient,
  parameters: SetInboxFeedParameters,
): Promise<SetInboxFeedReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setInboxFeed} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetInboxFeedParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetInboxFeed(
  client: WriteClient,
  parameters: SimulateSetInboxFeedParameters,
): Promise<SimulateSetInboxFeedReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setInboxFeed} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetInboxFeedParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetInboxFeed(parameters: PrepareSetInboxFeedParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ inbox, feed, consumer, kind, door }: PrepareSetInboxFeedParameters) {
  return callOf(inboxOf(inbox), reportInboxSetFeed, [
    feed,
    consumer,
    FEED_KINDS.indexOf(kind),
    DOORS.indexOf(door ?? "quorum"),
  ]);
}
