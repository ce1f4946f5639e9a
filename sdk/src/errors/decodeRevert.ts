import { type Hex, decodeErrorResult } from "viem";
import { errorsAbi } from "../abi/errors.ts";
import type { DecodedRevert } from "./ContractRevertError.ts";
import { EXPLANATIONS } from "./explanations.ts";

/** What a contract reverted with, in a program's words and in a person's. */
export function decodeRevert(data: Hex): DecodedRevert {
  try {
    const { abiItem, errorName, args } = decodeErrorResult({ abi: errorsAbi, data });
    // viem leaves the arguments out where an error has none, whatever its types say.
    const values = (args as readonly unknown[] | undefined) ?? [];
    const builtIn: string = errorName;
    if (builtIn === "Error" || builtIn === "Panic") {
      return { errorName: builtIn, args: values, sentence: `A contract failed: ${values.join()}.` };
    }
    const inputs: readonly { name?: string }[] = "inputs" in abiItem ? abiItem.inputs : [];
    const named = (name: string): string => String(values[inputs.findIndex((input) => input.name === name)]);
    const sentence = EXPLANATIONS[errorName].replaceAll(/\{(\w+)\}/g, (_, name: string) => named(name));
    return { errorName, args: values, sentence };
  } catch {
    return { errorName: "Unknown", args: [data], sentence: `A contract refused with an error of its own: ${data}.` };
  }
}
