import type { Hash, Hex } from "viem";
import { releasesPublish } from "../../abi/releases.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { releasesOf } from "../../core/releases.ts";
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

export interface PreparePublishReleaseParameters {
  /** The Releases of a community. */
  releases: ModuleAt;
  /** What nobody has released before; 1 to 64 bytes. */
  version: string;
  /** keccak256 of what is released. */
  content: Hex;
  /** Where it is found; nothing unless said. */
  uri?: string | undefined;
  /** Value contributed since publication at which it opens, 9 decimals; by date alone unless said. */
  threshold?: bigint | undefined;
  /** Seconds; when it opens in any case; by the threshold alone unless said. */
  opensAt?: bigint | undefined;
}

export interface PublishReleaseParameters extends PreparePublishReleaseParameters, WriteOptions {}

export interface SimulatePublishReleaseParameters extends PublishReleaseParameters, ReadOptions {}

export type PublishReleaseReturnType = Hash;

export type SimulatePublishReleaseReturnType = Simulation<number>;

export type PublishReleaseErrorType = WriteErrorType;

export type SimulatePublishReleaseErrorType = WriteErrorType;

export type PreparePublishReleaseErrorType = PrepareErrorType;

/**
 * Publishes a release; with neither threshold nor date it is open at once. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PublishReleaseParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { publishRelease } from "@perdure/sdk/releases";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await publishRelease(client, {
 *   releases: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   version: "1.0.0",
 *   content: keccak256(toHex("package")),
 *   threshold: 5_000_000_000n,
 * });
 */
export async function publishRelease(
  client: WriteClient,
  parameters: PublishReleaseParameters,
): Promise<PublishReleaseReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link publishRelease} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePublishReleaseParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePublishRelease(
  client: WriteClient,
  parameters: SimulatePublishReleaseParameters,
): Promise<SimulatePublishReleaseReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link publishRelease} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePublishReleaseParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePublishRelease(parameters: PreparePublishReleaseParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ releases, version, content, uri, threshold, opensAt }: PreparePublishReleaseParameters) {
  return callOf(releasesOf(releases), releasesPublish, [version, content, uri ?? "", threshold ?? 0n, opensAt ?? 0n]);
}
