import type { Address } from "viem";
import { contributorSourceDue } from "../../abi/contributorSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetContributorDueParameters extends ReadOptions {
  /** The source for contributors. */
  source: ModuleAt;
  /** Who does the work. */
  contributor: Address;
}

export type GetContributorDueReturnType = bigint;

export type GetContributorDueErrorType = ReadErrorType;

/**
 * What a contributor should hold by now.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetContributorDueParameters}
 * @returns Units.
 *
 * @example
 * import { getContributorDue } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getContributorDue(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   contributor: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getContributorDue(
  client: ReadClient,
  { source, contributor, ...options }: GetContributorDueParameters,
): Promise<GetContributorDueReturnType> {
  return read(client, sourceOf(source), contributorSourceDue, [contributor], options);
}
