import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ContractAt } from "../../core/community.ts";
import type { Terms } from "../../core/terms.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";
import { getCycleLength } from "./getCycleLength.ts";
import { getGenesisAt } from "./getGenesisAt.ts";
import { getHalfLife } from "./getHalfLife.ts";
import { getScaling } from "./getScaling.ts";

export interface GetTermsParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetTermsReturnType = Terms;

export type GetTermsErrorType = ReadErrorType;

/**
 * What forecasts and the reconstruction of histories need to know of a kernel. It never changes: ask once.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetTermsParameters}
 * @returns {@link Terms}
 *
 * @example
 * import { getTerms } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const terms = await getTerms(client, { community: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 */
export async function getTerms(client: ReadClient, parameters: GetTermsParameters): Promise<GetTermsReturnType> {
  const [genesisAt, halfLife, cycleLength, scaling] = await Promise.all([
    getGenesisAt(client, parameters),
    getHalfLife(client, parameters),
    getCycleLength(client, parameters),
    getScaling(client, parameters),
  ]);
  return { genesisAt, halfLife, cycleLength, scaling };
}
