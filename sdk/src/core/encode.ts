import { type AbiFunction, BaseError, type Hex, encodeFunctionData } from "viem";
import { InvalidAddressError, InvalidParameterError } from "../errors/failures.ts";

/** A call's data, or what is wrong with its arguments. */
export function encode(fragment: AbiFunction, args: readonly unknown[]): Hex {
  try {
    return encodeFunctionData({ abi: [fragment], args });
  } catch (cause) {
    const bad = fragment.inputs.findIndex((input, i) => input.type === "address" && names(cause, args[i]));
    if (bad >= 0) throw new InvalidAddressError(fragment.inputs[bad]?.name ?? "", args[bad]);
    throw new InvalidParameterError(fragment.name, "cannot be called with these arguments.", { cause });
  }
}

function names(cause: unknown, value: unknown): boolean {
  if (!(cause instanceof BaseError)) return false;
  const error = cause.walk((one) => one instanceof Error && one.name === "InvalidAddressError");
  return error instanceof Error && error.message.includes(`"${String(value)}"`);
}
