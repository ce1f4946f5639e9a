import type { Address } from "viem";
import { prioritiesEip712Domain } from "../../abi/priorities.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { prioritiesOf } from "../../core/priorities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetPrioritiesDomainParameters extends ReadOptions {
  /** The Priorities of a community. */
  priorities: ModuleAt;
}

export type GetPrioritiesDomainReturnType = {
  name: string;
  version: string;
  chainId: number;
  verifyingContract: Address;
};

export type GetPrioritiesDomainErrorType = ReadErrorType;

/**
 * The EIP-712 domain in which members sign.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetPrioritiesDomainParameters}
 * @returns The domain, as viem takes it.
 *
 * @example
 * import { getPrioritiesDomain } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getPrioritiesDomain(client, { priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getPrioritiesDomain(
  client: ReadClient,
  { priorities, ...options }: GetPrioritiesDomainParameters,
): Promise<GetPrioritiesDomainReturnType> {
  const answer = await read(client, prioritiesOf(priorities), prioritiesEip712Domain, [], options);
  return { name: answer[1], version: answer[2], chainId: Number(answer[3]), verifyingContract: answer[4] };
}
