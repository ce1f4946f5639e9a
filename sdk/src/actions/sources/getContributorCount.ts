import { contributorSourceCount } from "../../abi/contributorSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetContributorCountParameters extends ReadOptions {
  /** The source for contributors. */
  source: ModuleAt;
}

export type GetContributorCountReturnType = bigint;

export type GetContributorCountErrorType = ReadErrorType;

/**
 * How many contributors are listed.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetContributorCountParameters}
 * @returns How many.
 *
 * @example
 * import { getContributorCount } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getContributorCount(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getContributorCount(
  client: ReadClient,
  { source, ...options }: GetContributorCountParameters,
): Promise<GetContributorCountReturnType> {
  return read(client, sourceOf(source), contributorSourceCount, [], options);
}
