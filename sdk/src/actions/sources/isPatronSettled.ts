import type { Address } from "viem";
import { patronSourceIsSettled } from "../../abi/patronSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsPatronSettledParameters extends ReadOptions {
  /** The source of patronages. */
  source: ModuleAt;
  /** Whose lease it is. */
  patron: Address;
}

export type IsPatronSettledReturnType = boolean;

export type IsPatronSettledErrorType = ReadErrorType;

/**
 * Whether a patron's lease is what is known of its patronage; if not, settlePatron makes it so.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsPatronSettledParameters}
 * @returns True if there is nothing to settle.
 *
 * @example
 * import { isPatronSettled } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isPatronSettled(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   patron: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function isPatronSettled(
  client: ReadClient,
  { source, patron, ...options }: IsPatronSettledParameters,
): Promise<IsPatronSettledReturnType> {
  return read(client, sourceOf(source), patronSourceIsSettled, [patron], options);
}
