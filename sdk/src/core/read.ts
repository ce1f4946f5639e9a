import {
  type AbiFunction,
  type ContractFunctionArgs,
  type ContractFunctionReturnType,
  decodeFunctionResult,
} from "viem";
import { call as ethCall } from "viem/actions";
import { orPerdureError } from "../errors/toPerdureError.ts";
import { checkChain } from "./chain.ts";
import type { ReadClient, ReadOptions } from "./client.ts";
import type { Target } from "./community.ts";
import { encode } from "./encode.ts";

type Only<fragment extends AbiFunction> = readonly [fragment];
type Args<fragment extends AbiFunction> = ContractFunctionArgs<Only<fragment>, "pure" | "view">;
type Result<fragment extends AbiFunction> = ContractFunctionReturnType<Only<fragment>, "pure" | "view">;

/** Calls a view of a contract, of which nothing but its own fragment is bundled. */
export async function read<const fragment extends AbiFunction>(
  client: ReadClient,
  { address, chainId, errors }: Target,
  fragment: fragment,
  args: Args<fragment>,
  { blockNumber, blockTag }: ReadOptions = {},
): Promise<Result<fragment>> {
  const data = encode(fragment, args as readonly unknown[]);
  const at = blockNumber === undefined ? { blockTag } : { blockNumber };
  const functionName: string = fragment.name;
  const result = await orPerdureError(
    async () => {
      await checkChain(client, chainId);
      const answer = await ethCall(client, { to: address, data, ...at });
      return decodeFunctionResult({ abi: [fragment as AbiFunction], functionName, data: answer.data ?? "0x" });
    },
    { address, functionName, errors },
  );
  return result as Result<fragment>;
}
