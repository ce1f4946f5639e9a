import type { Address, Hex } from "viem";
import type { ErrorTable } from "./decodeRevert.ts";
import type { ContractErrorName } from "./explanations.ts";
import { PerdureError, type PerdureErrorOptions } from "./PerdureError.ts";

/** What a contract reverts with: an organ's error, a module's, or what Solidity and other contracts have for it. */
export type RevertName = ContractErrorName | "Error" | "Panic" | "Unknown" | (string & {});

export interface DecodedRevert {
  errorName: RevertName;
  args: readonly unknown[];
  /** What it means, and what to do. */
  sentence: string;
}

/** What was called when a contract reverted. */
export interface RevertContext {
  address: Address;
  functionName: string;
  /** The errors of the module that was called, fetched when there is one to explain. */
  errors?: (() => Promise<ErrorTable>) | undefined;
}

/** A contract refused. `errorName` and `args` say why to programs, `shortMessage` to people. */
export class ContractRevertError extends PerdureError {
  override readonly name = "ContractRevertError";
  readonly errorName: RevertName;
  readonly args: readonly unknown[];
  readonly address: Address;
  readonly functionName: string;

  constructor(
    /** As the contract reverted with it. */
    readonly data: Hex,
    { errorName, args, sentence }: DecodedRevert,
    { address, functionName }: RevertContext,
    options?: PerdureErrorOptions,
  ) {
    super(sentence, { details: `${functionName} at ${address}: ${errorName}(${args.join(", ")})`, ...options });
    this.errorName = errorName;
    this.args = args;
    this.address = address;
    this.functionName = functionName;
  }
}
