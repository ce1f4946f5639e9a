import { kernelForkTerms } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import type { ForkTerms } from "../../core/founding.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetForkTermsParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetForkTermsReturnType = ForkTerms;

export type GetForkTermsErrorType = ReadErrorType;

/**
 * On what terms a community can be left together.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetForkTermsParameters}
 * @returns {@link ForkTerms}
 *
 * @example
 * import { getCommunity, getForkTerms } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getForkTerms(client, { community });
 */
export async function getForkTerms(
  client: ReadClient,
  { community, ...options }: GetForkTermsParameters,
): Promise<GetForkTermsReturnType> {
  return read(client, targetOf(community, "kernel"), kernelForkTerms, [], options);
}
