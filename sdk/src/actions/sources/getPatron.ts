import type { Address } from "viem";
import { patronSourcePatronOf } from "../../abi/patronSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type Patron, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetPatronParameters extends ReadOptions {
  /** The source of patronages. */
  source: ModuleAt;
  /** Whose donations they are. */
  patron: Address;
}

export type GetPatronReturnType = Patron;

export type GetPatronErrorType = ReadErrorType;

/**
 * What is known of a patron.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetPatronParameters}
 * @returns {@link Patron}; all 0 if nothing is.
 *
 * @example
 * import { getPatron } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getPatron(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   patron: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getPatron(
  client: ReadClient,
  { source, patron, ...options }: GetPatronParameters,
): Promise<GetPatronReturnType> {
  return read(client, sourceOf(source), patronSourcePatronOf, [patron], options);
}
