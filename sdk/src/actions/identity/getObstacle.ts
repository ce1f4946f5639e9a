import type { Hex } from "viem";
import { identityRegistryObstacleOf } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { OBSTACLES, type Obstacle, identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import { wordOf } from "../../core/words.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetObstacleParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which provider: the hash of its name, such as "discourse:forum.example.org". */
  provider: Hex;
  /** Whom the provider knows: the hash of its own stable id of a user, as text. */
  subject: Hex;
}

export type GetObstacleReturnType = Obstacle | undefined;

export type GetObstacleErrorType = ReadErrorType;

/**
 * What keeps a subject from being linked.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetObstacleParameters}
 * @returns {@link Obstacle}; `undefined` if nothing does.
 *
 * @example
 * import { getObstacle } from "@perdure/sdk/identity";
 * import { createPublicClient, http, keccak256, toHex } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getObstacle(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   provider: keccak256(toHex("discourse:forum.example.org")),
 *   subject: keccak256(toHex("17")),
 * });
 */
export async function getObstacle(
  client: ReadClient,
  { identities, provider, subject, ...options }: GetObstacleParameters,
): Promise<GetObstacleReturnType> {
  const answer = await read(client, identitiesOf(identities), identityRegistryObstacleOf, [provider, subject], options);
  const word = wordOf(OBSTACLES, answer);
  return word === "none" ? undefined : word;
}
