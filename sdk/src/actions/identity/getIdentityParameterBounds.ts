import { stringToHex } from "viem";
import { identityRegistryParameterBounds } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type IdentityParameter, identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetIdentityParameterBoundsParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which one. */
  name: IdentityParameter;
}

export type GetIdentityParameterBoundsReturnType = { least: bigint; most: bigint };

export type GetIdentityParameterBoundsErrorType = ReadErrorType;

/**
 * What values a parameter can have.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetIdentityParameterBoundsParameters}
 * @returns The least and the most.
 *
 * @example
 * import { getIdentityParameterBounds } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getIdentityParameterBounds(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   name: "quality",
 * });
 */
export async function getIdentityParameterBounds(
  client: ReadClient,
  { identities, name, ...options }: GetIdentityParameterBoundsParameters,
): Promise<GetIdentityParameterBoundsReturnType> {
  const answer = await read(
    client,
    identitiesOf(identities),
    identityRegistryParameterBounds,
    [stringToHex(name, { size: 32 })],
    options,
  );
  return { least: answer[0], most: answer[1] };
}
