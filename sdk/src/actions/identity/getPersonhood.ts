import { identityRegistryPersonhood } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type Personhood, identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetPersonhoodParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
}

export type GetPersonhoodReturnType = Personhood;

export type GetPersonhoodErrorType = ReadErrorType;

/**
 * By whose subjects people are known.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetPersonhoodParameters}
 * @returns {@link Personhood}
 *
 * @example
 * import { getPersonhood } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getPersonhood(client, { identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getPersonhood(
  client: ReadClient,
  { identities, ...options }: GetPersonhoodParameters,
): Promise<GetPersonhoodReturnType> {
  const answer = await read(client, identitiesOf(identities), identityRegistryPersonhood, [], options);
  return { provider: answer[0], quality: answer[1] };
}
