import { type Address, zeroAddress } from "viem";
import { kernelGate } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetGateParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetGateReturnType = Address | undefined;

export type GetGateErrorType = ReadErrorType;

/**
 * Who says which accounts are persons.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetGateParameters}
 * @returns The address of the person gate; `undefined` if there is none.
 *
 * @example
 * import { getCommunity, getGate } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getGate(client, { community });
 */
export async function getGate(
  client: ReadClient,
  { community, ...options }: GetGateParameters,
): Promise<GetGateReturnType> {
  const answer = await read(client, targetOf(community, "kernel"), kernelGate, [], options);
  return answer === zeroAddress ? undefined : answer;
}
