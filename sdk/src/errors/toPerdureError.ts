import { type Hex, isHex } from "viem";
import { ContractRevertError, type RevertContext } from "./ContractRevertError.ts";
import {
  ContractNotFoundError,
  RejectedError,
  RequestFailedError,
  UnreachableError,
  WrongChainError,
} from "./failures.ts";
import { PerdureError, walk } from "./PerdureError.ts";

/** What any action can fail with. */
export type ReadErrorType =
  ContractNotFoundError | ContractRevertError | RequestFailedError | UnreachableError | WrongChainError | PerdureError;

/** What viem, or a wallet, threw, as one of our errors. */
export async function toPerdureError(error: unknown, context?: RevertContext): Promise<PerdureError> {
  if (error instanceof PerdureError) return error;
  const options = { cause: error };
  const has = (...names: string[]): Error | undefined =>
    walk(error, (one) => one instanceof Error && names.includes(one.name)) as Error | undefined;

  const data = revertDataOf(error);
  if (context !== undefined && data !== undefined) {
    // Few pages ever show a revert, so what explains them all is fetched by the first one.
    const { decodeRevert } = await import("./decodeRevert.ts");
    const modules = context.errors === undefined ? [] : [await context.errors()];
    return new ContractRevertError(data, decodeRevert(data, ...modules), context, options);
  }
  const empty = has("AbiDecodingZeroDataError", "AbiDecodingDataSizeTooSmallError", "PositionOutOfBoundsError");
  if (context !== undefined && (empty || isBareRevert(error))) {
    return new ContractNotFoundError(context.address, context.functionName, options);
  }
  const mismatch = has("ChainMismatchError");
  if (mismatch) return new WrongChainError(...chainsOf(mismatch), options);
  if (has("UserRejectedRequestError")) return new RejectedError(options);
  const transport = has("HttpRequestError", "WebSocketRequestError", "SocketClosedError", "TimeoutError");
  if (transport) return new UnreachableError("url" in transport ? String(transport.url) : undefined, options);
  return new RequestFailedError(options);
}

/** Runs what talks to the chain; whatever it throws becomes one of our errors. */
export async function orPerdureError<T>(run: () => Promise<T>, context?: RevertContext): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw await toPerdureError(error, context);
  }
}

/** A contract that does not know a function reverts without a word, which each node puts in its own. */
function isBareRevert(error: unknown): boolean {
  return walk(error, (one) => one instanceof Error && /\brevert/i.test(one.message)) !== undefined;
}

/** Nodes disagree on where they put what a contract reverted with: in `data`, or in an object inside of it. */
function revertDataOf(error: unknown): Hex | undefined {
  const found = walk(error, (one) => dataIn(one) !== undefined);
  return found === undefined ? undefined : dataIn(found);
}

function dataIn(error: unknown): Hex | undefined {
  if (typeof error !== "object" || error === null || !("data" in error)) return undefined;
  const { data } = error;
  if (isHex(data)) return data.length >= 10 ? data : undefined;
  return dataIn(data);
}

function chainsOf(error: Error): [expected: number | undefined, actual: number | undefined] {
  const [actual, expected] = [...error.message.matchAll(/\(id: (\d+)/g)].map(([, id]) => Number(id));
  return [expected, actual];
}
