import type { Address } from "viem";
import { weightsIsModule } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsModuleParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** What may be a module. */
  module: Address;
}

export type IsModuleReturnType = boolean;

export type IsModuleErrorType = ReadErrorType;

/**
 * Whether a contract may place weight.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsModuleParameters}
 * @returns Whether it may.
 *
 * @example
 * import { getCommunity, isModule } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await isModule(client, { community, module: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function isModule(
  client: ReadClient,
  { community, module, ...options }: IsModuleParameters,
): Promise<IsModuleReturnType> {
  return read(client, targetOf(community, "weights"), weightsIsModule, [module], options);
}
