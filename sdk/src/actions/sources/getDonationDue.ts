import type { Address } from "viem";
import { patronSourceDueAt } from "../../abi/patronSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetDonationDueParameters extends ReadOptions {
  /** The source of patronages. */
  source: ModuleAt;
  /** Whose donations they are. */
  patron: Address;
}

export type GetDonationDueReturnType = bigint;

export type GetDonationDueErrorType = ReadErrorType;

/**
 * From when on a patron's next donation can be collected.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetDonationDueParameters}
 * @returns Seconds; 0 if there was none yet.
 *
 * @example
 * import { getDonationDue } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getDonationDue(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   patron: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getDonationDue(
  client: ReadClient,
  { source, patron, ...options }: GetDonationDueParameters,
): Promise<GetDonationDueReturnType> {
  return read(client, sourceOf(source), patronSourceDueAt, [patron], options);
}
