import type { Address } from "viem";
import { PerdureError, type PerdureErrorOptions } from "./PerdureError.ts";

/** An argument is no address. */
export class InvalidAddressError extends PerdureError {
  override readonly name = "InvalidAddressError";

  constructor(
    readonly parameter: string,
    readonly value: unknown,
  ) {
    super(
      `"${parameter}" has to be an address (0x and 40 hexadecimal digits, with a right checksum): ${String(value)}`,
    );
  }
}

/** An argument cannot be right, whatever the chain says. */
export class InvalidParameterError extends PerdureError {
  override readonly name = "InvalidParameterError";

  constructor(
    readonly parameter: string,
    reason: string,
    options?: PerdureErrorOptions,
  ) {
    super(`"${parameter}" ${reason}`, options);
  }
}

/** A clause of a document cannot be right, whatever the chain says. */
export class InvalidClauseError extends PerdureError {
  override readonly name = "InvalidClauseError";

  constructor(
    /** Its place in the document, from 0. */
    readonly index: number,
    reason: string,
    options?: PerdureErrorOptions,
  ) {
    super(`Clause ${index} ${reason}`, options);
  }
}

/** The contract that was asked is not there, or is another one. */
export class ContractNotFoundError extends PerdureError {
  override readonly name = "ContractNotFoundError";

  constructor(
    readonly address: Address,
    readonly functionName: string,
    options?: PerdureErrorOptions,
  ) {
    super(
      `The contract at ${address} does not answer "${functionName}". Check the address, and that the client is on its chain.`,
      options,
    );
  }
}

/** The client is on another chain than the community, or the wallet on another one than the client. */
export class WrongChainError extends PerdureError {
  override readonly name = "WrongChainError";

  constructor(
    readonly expected: number | undefined,
    readonly actual: number | undefined,
    options?: PerdureErrorOptions,
  ) {
    const wanted = expected === undefined ? "another chain" : `chain ${expected}`;
    super(`This needs ${wanted}; the client is on chain ${actual ?? "unknown"}. Switch the wallet.`, options);
  }
}

/** The node did not answer. */
export class UnreachableError extends PerdureError {
  override readonly name = "UnreachableError";

  constructor(
    readonly url: string | undefined,
    options?: PerdureErrorOptions,
  ) {
    super(
      `The node${url === undefined ? "" : ` at ${url}`} cannot be reached. Check its address and the connection.`,
      options,
    );
  }
}

/** A write needs an account, and neither the client nor the call has one. */
export class AccountMissingError extends PerdureError {
  override readonly name = "AccountMissingError";

  constructor() {
    super('There is no account to act for. Create the client with an "account", or pass one.');
  }
}

/** The owner of the wallet said no. */
export class RejectedError extends PerdureError {
  override readonly name = "RejectedError";

  constructor(options?: PerdureErrorOptions) {
    super("The request was rejected in the wallet.", options);
  }
}

/** No community is registered under this name. */
export class CommunityUnknownError extends PerdureError {
  override readonly name = "CommunityUnknownError";

  constructor(readonly community: string) {
    super(`There is no community called "${community}" in this registry. Check the name, and the chain.`);
  }
}

/** Nobody has said where Perdure is deployed on a chain. */
export class DeploymentUnknownError extends PerdureError {
  override readonly name = "DeploymentUnknownError";

  constructor(readonly chainId: number) {
    super(`Perdure has no known deployment on chain ${chainId}. Say where it is with "defineDeployment".`);
  }
}

/** A transaction was mined but did not do what was waited for. */
export class TransactionFailedError extends PerdureError {
  override readonly name = "TransactionFailedError";

  constructor(
    readonly hash: string,
    reason: string,
  ) {
    super(`Transaction ${hash} ${reason}`);
  }
}

/** The node refused a request for a reason of its own. */
export class RequestFailedError extends PerdureError {
  override readonly name = "RequestFailedError";

  constructor(options?: PerdureErrorOptions) {
    super("The node refused the request.", options);
  }
}
