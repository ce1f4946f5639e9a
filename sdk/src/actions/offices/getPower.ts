import type { Address, Hex } from "viem";
import { officesPowerOf } from "../../abi/offices.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, checkAddress, targetOf } from "../../core/community.ts";
import type { Power } from "../../core/offices.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetPowerParameters extends ReadOptions {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** The election of the office. */
  office: bigint;
  /** What would be called. */
  target: Address;
  /** Of the function. */
  selector: Hex;
}

export type GetPowerReturnType = Power | undefined;

export type GetPowerErrorType = ReadErrorType;

/**
 * What the document in force says of an office calling a function.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetPowerParameters}
 * @returns {@link Power}; `undefined` if the office may not.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getPower } from "@perdure/sdk/constitution";
 * import { createPublicClient, http, toFunctionSelector } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getPower(client, { community, office: 1n, target: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", selector: toFunctionSelector("setMerchant(address,bool)") });
 */
export async function getPower(
  client: ReadClient,
  { community, office, target, selector, ...options }: GetPowerParameters,
): Promise<GetPowerReturnType> {
  const answer = await read(
    client,
    targetOf(community, "offices"),
    officesPowerOf,
    [office, checkAddress("target", target), selector],
    options,
  );
  return answer.confirmations === 0 ? undefined : answer;
}
