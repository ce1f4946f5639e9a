import type { Address } from "viem";
import { contributorSourceContributorOf } from "../../abi/contributorSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type Contributor, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetContributorParameters extends ReadOptions {
  /** The source for contributors. */
  source: ModuleAt;
  /** Who does the work. */
  contributor: Address;
}

export type GetContributorReturnType = Contributor;

export type GetContributorErrorType = ReadErrorType;

/**
 * What is known of a contributor.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetContributorParameters}
 * @returns {@link Contributor}
 *
 * @example
 * import { getContributor } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getContributor(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   contributor: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getContributor(
  client: ReadClient,
  { source, contributor, ...options }: GetContributorParameters,
): Promise<GetContributorReturnType> {
  return read(client, sourceOf(source), contributorSourceContributorOf, [contributor], options);
}
