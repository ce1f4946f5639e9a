import { type Address, type Hex, keccak256 } from "viem";
import { getCode } from "viem/actions";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { ContractNotFoundError } from "../../errors/failures.ts";
import { type ReadErrorType, orPerdureError } from "../../errors/toPerdureError.ts";

export interface GetCodehashParameters extends ReadOptions {
  /** What a document would call. */
  target: Address;
}

export type GetCodehashReturnType = Hex;

export type GetCodehashErrorType = ReadErrorType;

/**
 * The hash of a contract's code, which a call clause names: should the code change before the document takes effect, it does not.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCodehashParameters}
 * @returns The hash, as EXTCODEHASH gives it.
 *
 * @example
 * import { encodeClauses, getCodehash } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const target = "0x75537828f2ce51be7289709686A69CbFDbB714F1";
 * const codehash = await getCodehash(client, { target });
 * const clauses = encodeClauses([{ kind: "call", target, data: "0xd0e30db0", codehash }]);
 */
export async function getCodehash(
  client: ReadClient,
  { target, blockNumber, blockTag }: GetCodehashParameters,
): Promise<GetCodehashReturnType> {
  const address = checkAddress("target", target);
  const at = blockNumber === undefined ? { blockTag } : { blockNumber };
  const code = await orPerdureError(() => getCode(client, { address, ...at }));
  if (code === undefined) throw new ContractNotFoundError(address, "getCodehash");
  return keccak256(code);
}
