import { kernelReferenceCurrency } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetReferenceCurrencyParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetReferenceCurrencyReturnType = string;

export type GetReferenceCurrencyErrorType = ReadErrorType;

/**
 * What values are counted in.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetReferenceCurrencyParameters}
 * @returns The currency, such as "USD".
 *
 * @example
 * import { getCommunity, getReferenceCurrency } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getReferenceCurrency(client, { community });
 */
export async function getReferenceCurrency(
  client: ReadClient,
  { community, ...options }: GetReferenceCurrencyParameters,
): Promise<GetReferenceCurrencyReturnType> {
  return read(client, targetOf(community, "kernel"), kernelReferenceCurrency, [], options);
}
