import { patronSourceMostReported } from "../../abi/patronSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetMostReportedParameters extends ReadOptions {
  /** The source of patronages. */
  source: ModuleAt;
}

export type GetMostReportedReturnType = bigint;

export type GetMostReportedErrorType = ReadErrorType;

/**
 * How much value reports may bring within 30 days.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetMostReportedParameters}
 * @returns 9 decimals of the reference currency; 0 = none is reported.
 *
 * @example
 * import { getMostReported } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getMostReported(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getMostReported(
  client: ReadClient,
  { source, ...options }: GetMostReportedParameters,
): Promise<GetMostReportedReturnType> {
  return read(client, sourceOf(source), patronSourceMostReported, [], options);
}
