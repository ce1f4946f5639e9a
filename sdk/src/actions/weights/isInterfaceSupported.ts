import type { Hex } from "viem";
import { weightsSupportsInterface } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsInterfaceSupportedParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** The interface, 4 bytes. */
  id: Hex;
}

export type IsInterfaceSupportedReturnType = boolean;

export type IsInterfaceSupportedErrorType = ReadErrorType;

/**
 * Whether Weights implements an interface (ERC-165).
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsInterfaceSupportedParameters}
 * @returns Whether it does.
 *
 * @example
 * import { getCommunity, isInterfaceSupported } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await isInterfaceSupported(client, { community, id: "0x01ffc9a7" });
 */
export async function isInterfaceSupported(
  client: ReadClient,
  { community, id, ...options }: IsInterfaceSupportedParameters,
): Promise<IsInterfaceSupportedReturnType> {
  return read(client, targetOf(community, "weights"), weightsSupportsInterface, [id], options);
}
