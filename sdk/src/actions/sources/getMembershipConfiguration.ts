import { membershipSourceConfiguration } from "../../abi/membershipSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type MembershipConfiguration, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetMembershipConfigurationParameters extends ReadOptions {
  /** The source of memberships. */
  source: ModuleAt;
}

export type GetMembershipConfigurationReturnType = MembershipConfiguration;

export type GetMembershipConfigurationErrorType = ReadErrorType;

/**
 * What every member's lease weighs, and how long an attestation lasts.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetMembershipConfigurationParameters}
 * @returns {@link MembershipConfiguration}
 *
 * @example
 * import { getMembershipConfiguration } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getMembershipConfiguration(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getMembershipConfiguration(
  client: ReadClient,
  { source, ...options }: GetMembershipConfigurationParameters,
): Promise<GetMembershipConfigurationReturnType> {
  return read(client, sourceOf(source), membershipSourceConfiguration, [], options);
}
