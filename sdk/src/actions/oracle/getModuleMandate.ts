import type { Address, Hex } from "viem";
import { officesMandateOf } from "../../abi/offices.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ContractAt } from "../../core/community.ts";
import { type ModuleMandate, mandatesOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetModuleMandateParameters extends ReadOptions {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** Which module. */
  module: Address;
  /** What is called. */
  target: Address;
  /** Of the function. */
  selector: Hex;
}

export type GetModuleMandateReturnType = ModuleMandate | undefined;

export type GetModuleMandateErrorType = ReadErrorType;

/**
 * What the document in force lets a module have the treasury call.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetModuleMandateParameters}
 * @returns {@link ModuleMandate}; `undefined` if there is none.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getModuleMandate } from "@perdure/sdk/oracle";
 * import { createPublicClient, http, toFunctionSelector } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getModuleMandate(client, {
 *   community,
 *   module: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   target: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   selector: toFunctionSelector("setBlend(uint128,uint128)"),
 * });
 */
export async function getModuleMandate(
  client: ReadClient,
  { community, module, target, selector, ...options }: GetModuleMandateParameters,
): Promise<GetModuleMandateReturnType> {
  const answer = await read(client, mandatesOf(community), officesMandateOf, [module, target, selector], options);
  return answer.grantedAt === 0n ? undefined : answer;
}
