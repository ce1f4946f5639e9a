import { identityRegistryUndoPeriod } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetUndoPeriodParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
}

export type GetUndoPeriodReturnType = number;

export type GetUndoPeriodErrorType = ReadErrorType;

/**
 * How long a merge can be undone.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetUndoPeriodParameters}
 * @returns Seconds.
 *
 * @example
 * import { getUndoPeriod } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getUndoPeriod(client, { identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getUndoPeriod(
  client: ReadClient,
  { identities, ...options }: GetUndoPeriodParameters,
): Promise<GetUndoPeriodReturnType> {
  return read(client, identitiesOf(identities), identityRegistryUndoPeriod, [], options);
}
