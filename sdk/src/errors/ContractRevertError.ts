import { type Address, type Hex, decodeErrorResult } from "viem";
import { errorsAbi } from "../abi/errors.ts";
import { type ContractErrorName, EXPLANATIONS } from "./explanations.ts";
import { PerdureError, type PerdureErrorOptions } from "./PerdureError.ts";

/** What a contract reverts with: one of ours, or what Solidity and other contracts have for it. */
export type RevertName = ContractErrorName | "Error" | "Panic" | "Unknown";

/** What was called when a contract reverted. */
export interface RevertContext {
  address: Address;
  functionName: string;
}

/** A contract refused. `errorName` and `args` say why to programs, `shortMessage` to people. */
export class ContractRevertError extends PerdureError {
  override readonly name = "ContractRevertError";
  readonly errorName: RevertName;
  readonly args: readonly unknown[];
  readonly address: Address;
  readonly functionName: string;

  constructor(
    readonly data: Hex,
    context: RevertContext,
    options?: PerdureErrorOptions,
  ) {
    const { errorName, args, sentence } = decode(data);
    super(sentence, {
      details: `${context.functionName} at ${context.address}: ${errorName}(${args.join(", ")})`,
      ...options,
    });
    this.errorName = errorName;
    this.args = args;
    this.address = context.address;
    this.functionName = context.functionName;
  }
}

interface Decoded {
  errorName: RevertName;
  args: readonly unknown[];
  sentence: string;
}

function decode(data: Hex): Decoded {
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
