import type { Address } from "viem";
import { identityRegistryEip712Domain } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetIdentitiesDomainParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
}

export type GetIdentitiesDomainReturnType = {
  name: string;
  version: string;
  chainId: number;
  verifyingContract: Address;
};

export type GetIdentitiesDomainErrorType = ReadErrorType;

/**
 * The EIP-712 domain in which people sign who they are.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetIdentitiesDomainParameters}
 * @returns The domain, as viem takes it.
 *
 * @example
 * import { getIdentitiesDomain } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getIdentitiesDomain(client, { identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getIdentitiesDomain(
  client: ReadClient,
  { identities, ...options }: GetIdentitiesDomainParameters,
): Promise<GetIdentitiesDomainReturnType> {
  const answer = await read(client, identitiesOf(identities), identityRegistryEip712Domain, [], options);
  return { name: answer[1], version: answer[2], chainId: Number(answer[3]), verifyingContract: answer[4] };
}
