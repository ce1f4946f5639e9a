import { kernelLeastFills } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetLeastFillsParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetLeastFillsReturnType = { nomination: bigint; stabilization: bigint };

export type GetLeastFillsErrorType = ReadErrorType;

/**
 * The least fills of any election but the root.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetLeastFillsParameters}
 * @returns WAD electorate-cycles.
 *
 * @example
 * import { getCommunity, getLeastFills } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getLeastFills(client, { community });
 */
export async function getLeastFills(
  client: ReadClient,
  { community, ...options }: GetLeastFillsParameters,
): Promise<GetLeastFillsReturnType> {
  const answer = await read(client, targetOf(community, "kernel"), kernelLeastFills, [], options);
  return { nomination: answer[0], stabilization: answer[1] };
}
