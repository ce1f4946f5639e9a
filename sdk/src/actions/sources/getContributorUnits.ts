import { contributorSourceTotalUnits } from "../../abi/contributorSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetContributorUnitsParameters extends ReadOptions {
  /** The source for contributors. */
  source: ModuleAt;
}

export type GetContributorUnitsReturnType = bigint;

export type GetContributorUnitsErrorType = ReadErrorType;

/**
 * What all contributors hold as such.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetContributorUnitsParameters}
 * @returns Units.
 *
 * @example
 * import { getContributorUnits } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getContributorUnits(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getContributorUnits(
  client: ReadClient,
  { source, ...options }: GetContributorUnitsParameters,
): Promise<GetContributorUnitsReturnType> {
  return read(client, sourceOf(source), contributorSourceTotalUnits, [], options);
}
