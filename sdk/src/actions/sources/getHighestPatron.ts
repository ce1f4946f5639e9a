import { zeroAddress } from "viem";
import { patronSourceHighestPatron } from "../../abi/patronSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type HighestPatron, sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetHighestPatronParameters extends ReadOptions {
  /** The source of patronages. */
  source: ModuleAt;
}

export type GetHighestPatronReturnType = HighestPatron | undefined;

export type GetHighestPatronErrorType = ReadErrorType;

/**
 * The largest lease that anyone has named, if it still runs.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetHighestPatronParameters}
 * @returns {@link HighestPatron}; `undefined` if there is none.
 *
 * @example
 * import { getHighestPatron } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getHighestPatron(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getHighestPatron(
  client: ReadClient,
  { source, ...options }: GetHighestPatronParameters,
): Promise<GetHighestPatronReturnType> {
  const answer = await read(client, sourceOf(source), patronSourceHighestPatron, [], options);
  const [patron, units, until] = answer;
  return patron === zeroAddress ? undefined : { patron, units, until };
}
