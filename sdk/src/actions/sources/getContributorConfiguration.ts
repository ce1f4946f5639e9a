import { contributorSourceBaseWeight, contributorSourceShare } from "../../abi/contributorSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type ContributorConfiguration, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetContributorConfigurationParameters extends ReadOptions {
  /** The source for contributors. */
  source: ModuleAt;
}

export type GetContributorConfigurationReturnType = ContributorConfiguration;

export type GetContributorConfigurationErrorType = ReadErrorType;

/**
 * What a source for contributors was founded with.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetContributorConfigurationParameters}
 * @returns {@link ContributorConfiguration}
 *
 * @example
 * import { getContributorConfiguration } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getContributorConfiguration(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getContributorConfiguration(
  client: ReadClient,
  { source, ...options }: GetContributorConfigurationParameters,
): Promise<GetContributorConfigurationReturnType> {
  const target = sourceOf(source);
  const [baseWeight, share] = await Promise.all([
    read(client, target, contributorSourceBaseWeight, [], options),
    read(client, target, contributorSourceShare, [], options),
  ]);
  return { baseWeight, share };
}
