import type { Address } from "viem";
import { reportInboxEip712Domain } from "../../abi/reportInbox.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { inboxOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetInboxDomainParameters extends ReadOptions {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
}

export type GetInboxDomainReturnType = { name: string; version: string; chainId: number; verifyingContract: Address };

export type GetInboxDomainErrorType = ReadErrorType;

/**
 * The EIP-712 domain in which operators sign.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetInboxDomainParameters}
 * @returns The domain, as viem takes it.
 *
 * @example
 * import { getInboxDomain } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getInboxDomain(client, { inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getInboxDomain(
  client: ReadClient,
  { inbox, ...options }: GetInboxDomainParameters,
): Promise<GetInboxDomainReturnType> {
  const answer = await read(client, inboxOf(inbox), reportInboxEip712Domain, [], options);
  return { name: answer[1], version: answer[2], chainId: Number(answer[3]), verifyingContract: answer[4] };
}
