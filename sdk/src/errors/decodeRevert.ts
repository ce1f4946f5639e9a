import { type Abi, type Hex, decodeErrorResult } from "viem";
import { errorsAbi } from "../abi/errors.ts";
import type { DecodedRevert } from "./ContractRevertError.ts";
import { EXPLANATIONS } from "./explanations.ts";

/** The errors of some contracts, and what each of them means to a person. */
export interface ErrorTable {
  abi: Abi;
  /** By error name; `{x}` is replaced by the error's argument `x`. */
  explanations: Readonly<Record<string, string>>;
}

/** A table with a sentence for every error of an ABI. */
export interface Explained<abi extends readonly { name: string }[]> extends ErrorTable {
  abi: abi & Abi;
  explanations: Readonly<Record<abi[number]["name"], string>>;
}

/** What the organs of every community revert with. */
const ORGANS: ErrorTable = { abi: errorsAbi, explanations: EXPLANATIONS };

/**
 * What a contract reverted with, in a program's words and in a person's.
 *
 * @param data - As the contract reverted with it.
 * @param modules - Errors of modules that may have been reached, beside those of a community's organs.
 */
export function decodeRevert(data: Hex, ...modules: readonly ErrorTable[]): DecodedRevert {
  for (const table of [ORGANS, ...modules]) {
    const found = decodeBy(table, data);
    if (found !== undefined) return found;
  }
  return { errorName: "Unknown", args: [data], sentence: `A contract refused with an error of its own: ${data}.` };
}

function decodeBy({ abi, explanations }: ErrorTable, data: Hex): DecodedRevert | undefined {
  try {
    const { abiItem, errorName, args } = decodeErrorResult({ abi, data });
    // viem leaves the arguments out where an error has none, whatever its types say.
    const values: readonly unknown[] = args ?? [];
    if (errorName === "Error" || errorName === "Panic") {
      return { errorName, args: values, sentence: `A contract failed: ${values.join()}.` };
    }
    const inputs: readonly { name?: string | undefined }[] = "inputs" in abiItem ? abiItem.inputs : [];
    const named = (name: string): string => String(values[inputs.findIndex((input) => input.name === name)]);
    const sentence = explanations[errorName]?.replaceAll(/\{(\w+)\}/g, (_, name: string) => named(name));
    return sentence === undefined ? undefined : { errorName, args: values, sentence };
  } catch {
    return undefined;
  }
}
