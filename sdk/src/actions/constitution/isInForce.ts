import { constitutionIsInForce } from "../../abi/constitution.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsInForceParameters extends ReadOptions {
  /** A community, or its Constitution. */
  community: ContractAt<"constitution">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
}

export type IsInForceReturnType = boolean;

export type IsInForceErrorType = ReadErrorType;

/**
 * Whether an election, and all documents above it, are in force.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsInForceParameters}
 * @returns Whether it is; the root election always is.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { isInForce } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await isInForce(client, { community, election: 1n });
 */
export async function isInForce(
  client: ReadClient,
  { community, election, ...options }: IsInForceParameters,
): Promise<IsInForceReturnType> {
  return read(client, targetOf(community, "constitution"), constitutionIsInForce, [election], options);
}
