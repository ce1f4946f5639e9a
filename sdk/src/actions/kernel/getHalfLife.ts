import { kernelHalfLife } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetHalfLifeParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetHalfLifeReturnType = number;

export type GetHalfLifeErrorType = ReadErrorType;

/**
 * How long weight takes to halve.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetHalfLifeParameters}
 * @returns Seconds; 0 if it never decays.
 *
 * @example
 * import { getCommunity, getHalfLife } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getHalfLife(client, { community });
 */
export async function getHalfLife(
  client: ReadClient,
  { community, ...options }: GetHalfLifeParameters,
): Promise<GetHalfLifeReturnType> {
  return read(client, targetOf(community, "kernel"), kernelHalfLife, [], options);
}
