import type { Address, Hex } from "viem";
import { officesDirectionOf } from "../../abi/offices.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ContractAt } from "../../core/community.ts";
import { type Direction, mandatesOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetDirectionParameters extends ReadOptions {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** Which module. */
  module: Address;
  /** What is called. */
  target: Address;
  /** Of the function. */
  selector: Hex;
  /** What it was decided about: of an Outcomes, the key of the poll. */
  cause: Hex;
}

export type GetDirectionReturnType = Direction | undefined;

export type GetDirectionErrorType = ReadErrorType;

/**
 * What a module has decided.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetDirectionParameters}
 * @returns {@link Direction}; `undefined` if it has decided nothing of this.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getDirection } from "@perdure/sdk/oracle";
 * import { createPublicClient, http, keccak256, toFunctionSelector, toHex } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getDirection(client, {
 *   community,
 *   module: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   target: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   selector: toFunctionSelector("setBlend(uint128,uint128)"),
 *   cause: keccak256(toHex("discourse:forum.example.org/17")),
 * });
 */
export async function getDirection(
  client: ReadClient,
  { community, module, target, selector, cause, ...options }: GetDirectionParameters,
): Promise<GetDirectionReturnType> {
  const answer = await read(
    client,
    mandatesOf(community),
    officesDirectionOf,
    [module, target, selector, cause],
    options,
  );
  return answer.readyAt === 0n ? undefined : answer;
}
