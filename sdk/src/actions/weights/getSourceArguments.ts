import type { Hex } from "viem";
import { purchaseSourcePrepare } from "../../abi/purchaseSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type PurchaseConfiguration, encodePurchaseConfiguration } from "../../core/founding.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetSourceArgumentsParameters extends ReadOptions {
  /** A community, or the source itself. */
  community: ContractAt<"purchaseSource">;
  /** What the source would sell for. */
  configuration: PurchaseConfiguration;
}

export type GetSourceArgumentsReturnType = Hex;

export type GetSourceArgumentsErrorType = ReadErrorType;

/**
 * Checks a configuration. Asked of the implementation, it says what a clone would carry, or reverts by the name of what
 * is wrong.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetSourceArgumentsParameters}
 * @returns The arguments of the clone.
 *
 * @example
 * import { getCommunity, getSourceArguments } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getSourceArguments(client, { community, configuration: { assets: [{}] } });
 */
export async function getSourceArguments(
  client: ReadClient,
  { community, configuration, ...options }: GetSourceArgumentsParameters,
): Promise<GetSourceArgumentsReturnType> {
  return read(
    client,
    targetOf(community, "purchaseSource"),
    purchaseSourcePrepare,
    [encodePurchaseConfiguration(configuration)],
    options,
  );
}
