import { kernelGenesisAt } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetGenesisAtParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetGenesisAtReturnType = bigint;

export type GetGenesisAtErrorType = ReadErrorType;

/**
 * When cycle 0 began.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetGenesisAtParameters}
 * @returns Seconds since 1970.
 *
 * @example
 * import { getCommunity, getGenesisAt } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getGenesisAt(client, { community });
 */
export async function getGenesisAt(
  client: ReadClient,
  { community, ...options }: GetGenesisAtParameters,
): Promise<GetGenesisAtReturnType> {
  return read(client, targetOf(community, "kernel"), kernelGenesisAt, [], options);
}
