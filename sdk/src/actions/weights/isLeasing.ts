import { purchaseSourceLeases } from "../../abi/purchaseSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsLeasingParameters extends ReadOptions {
  /** A community, or the source itself. */
  community: ContractAt<"purchaseSource">;
}

export type IsLeasingReturnType = boolean;

export type IsLeasingErrorType = ReadErrorType;

/**
 * Whether a source leases weight. One that sells it does not.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsLeasingParameters}
 * @returns Whether it does.
 *
 * @example
 * import { getCommunity, isLeasing } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await isLeasing(client, { community });
 */
export async function isLeasing(
  client: ReadClient,
  { community, ...options }: IsLeasingParameters,
): Promise<IsLeasingReturnType> {
  return read(client, targetOf(community, "purchaseSource"), purchaseSourceLeases, [], options);
}
