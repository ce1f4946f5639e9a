import {
  type AbiFunction,
  type Account,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionReturnType,
  type Hash,
  type Hex,
  decodeFunctionResult,
} from "viem";
import { call as ethCall, getCode, sendTransaction } from "viem/actions";
import type { RevertContext } from "../errors/ContractRevertError.ts";
import {
  AccountMissingError,
  ContractNotFoundError,
  type InvalidAddressError,
  type InvalidParameterError,
  type RejectedError,
} from "../errors/failures.ts";
import { type ReadErrorType, orPerdureError } from "../errors/toPerdureError.ts";
import { checkChain } from "./chain.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "./client.ts";
import type { Target } from "./community.ts";
import { encode } from "./encode.ts";

type Only<fragment extends AbiFunction> = readonly [fragment];
type Mutability = "nonpayable" | "payable";
type Args<fragment extends AbiFunction> = ContractFunctionArgs<Only<fragment>, Mutability>;
type Result<fragment extends AbiFunction> = ContractFunctionReturnType<Only<fragment>, Mutability>;

/** What preparing a call can fail with. */
export type PrepareErrorType = InvalidAddressError | InvalidParameterError;

/** What a write can fail with. */
export type WriteErrorType = ReadErrorType | PrepareErrorType | AccountMissingError | RejectedError;

/** A call that a batch, a smart wallet or another contract can make. */
export interface PreparedCall {
  to: Address;
  data: Hex;
  value: bigint;
}

/** A call of one function, before it is known who makes it. */
export interface Call<fragment extends AbiFunction> {
  target: Target;
  fragment: fragment;
  args: Args<fragment>;
  value: bigint;
}

export interface Simulation<result> {
  /** What the call would return. */
  result: result;
  /** What would be sent. */
  request: PreparedCall & { account: Account | Address | undefined };
}

/** A call, its arguments checked against the fragment that it is encoded by. */
export function callOf<const fragment extends AbiFunction>(
  target: Target,
  fragment: fragment,
  args: Args<fragment>,
  value = 0n,
): Call<fragment> {
  return { target, fragment, args, value };
}

export function prepare<fragment extends AbiFunction>({ target, fragment, args, value }: Call<fragment>): PreparedCall {
  return { to: target.address, data: encode(fragment, args as readonly unknown[]), value };
}

/** Tells what a call would return, or throws what it would fail with, without sending it. */
export async function simulate<fragment extends AbiFunction>(
  client: WriteClient,
  call: Call<fragment>,
  { account = client.account, blockNumber, blockTag }: WriteOptions & ReadOptions,
): Promise<Simulation<Result<fragment>>> {
  const request = { account, ...prepare(call) };
  const at = blockNumber === undefined ? { blockTag } : { blockNumber };
  const fragment: AbiFunction = call.fragment;
  const result = await orPerdureError(async () => {
    await checkTarget(client, call);
    const { data = "0x" } = await ethCall(client, { ...request, ...at });
    return decodeFunctionResult({ abi: [fragment], functionName: fragment.name, data });
  }, contextOf(call));
  return { result: result as Result<fragment>, request };
}

/** Sends a call. */
export async function write<fragment extends AbiFunction>(
  client: WriteClient,
  call: Call<fragment>,
  { account = client.account, gas, nonce, maxFeePerGas, maxPriorityFeePerGas }: WriteOptions,
): Promise<Hash> {
  if (account === undefined) throw new AccountMissingError();
  const fees = { maxFeePerGas, maxPriorityFeePerGas };
  const request = { account, chain: client.chain ?? null, ...prepare(call), gas, nonce, ...fees };
  return orPerdureError(async () => {
    await checkTarget(client, call);
    return sendTransaction(client, request);
  }, contextOf(call));
}

/** A call to an address without code succeeds, and takes the money along. */
async function checkTarget(client: WriteClient, { target, fragment }: Call<AbiFunction>): Promise<void> {
  await checkChain(client, target.chainId);
  const code = await getCode(client, { address: target.address });
  if (code === undefined) throw new ContractNotFoundError(target.address, fragment.name);
}

function contextOf({ target, fragment }: Call<AbiFunction>): RevertContext {
  return { address: target.address, functionName: fragment.name, errors: target.errors };
}
