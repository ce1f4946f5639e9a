import { upkeepCheckUpkeep } from "../../abi/upkeep.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type Job, decodeJobs, encodeJobs, upkeepOf } from "../../core/keeper.ts";
import { callOf, simulate } from "../../core/write.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface CheckUpkeepParameters extends ReadOptions {
  /** The Upkeep. */
  upkeep: ModuleAt;
  /** At most 64. */
  jobs: readonly Job[];
}

export type CheckUpkeepReturnType = readonly Job[];

export type CheckUpkeepErrorType = ReadErrorType;

/**
 * Which jobs of a list are due, found out by doing them, one after the other, without sending anything.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link CheckUpkeepParameters}
 * @returns The jobs that are due, in their order, for performUpkeep.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { advanceJob, checkUpkeep } from "@perdure/sdk/keeper";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const due = await checkUpkeep(client, {
 *   upkeep: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   jobs: [advanceJob({ community, election: 1n })],
 * });
 */
export async function checkUpkeep(
  client: ReadClient,
  { upkeep, jobs, ...options }: CheckUpkeepParameters,
): Promise<CheckUpkeepReturnType> {
  const { result } = await simulate(client, callOf(upkeepOf(upkeep), upkeepCheckUpkeep, [encodeJobs(jobs)]), options);
  return decodeJobs(result[1]);
}
