import { treasuryIsExecuting } from "../../abi/treasury.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsTreasuryExecutingParameters extends ReadOptions {
  /** A community, or its treasury. */
  community: ContractAt<"treasury">;
}

export type IsTreasuryExecutingReturnType = boolean;

export type IsTreasuryExecutingErrorType = ReadErrorType;

/**
 * Whether a decision is being executed at this very moment, which only a contract that is called by it can see.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsTreasuryExecutingParameters}
 * @returns Whether it is.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { isTreasuryExecuting } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await isTreasuryExecuting(client, { community });
 */
export async function isTreasuryExecuting(
  client: ReadClient,
  { community, ...options }: IsTreasuryExecutingParameters,
): Promise<IsTreasuryExecutingReturnType> {
  return read(client, targetOf(community, "treasury"), treasuryIsExecuting, [], options);
}
