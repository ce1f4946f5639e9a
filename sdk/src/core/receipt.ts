import {
  type AbiEvent,
  type Address,
  type Hash,
  type ParseEventLogsReturnType,
  type TransactionReceipt,
  parseEventLogs,
} from "viem";
import { waitForTransactionReceipt } from "viem/actions";
import { TransactionFailedError } from "../errors/failures.ts";
import { orPerdureError } from "../errors/toPerdureError.ts";
import type { ReadClient } from "./client.ts";

export interface WaitOptions {
  /** The transaction. */
  hash: Hash;
  /** 1 unless said. */
  confirmations?: number | undefined;
  /** Milliseconds after which to give up; viem's default unless said. */
  timeout?: number | undefined;
}

type Args<event extends AbiEvent> = ParseEventLogsReturnType<readonly [event], undefined, true>[number] extends {
  args: infer args;
}
  ? args
  : never;

/** A receipt, and the first event of a kind that it holds. */
export interface Waited<event extends AbiEvent> {
  receipt: TransactionReceipt;
  address: Address;
  args: Args<event>;
}

/** Waits until a transaction is mined, and for what it was sent for. */
export async function waitForEvent<const event extends AbiEvent>(
  client: ReadClient,
  event: event,
  { hash, confirmations, timeout }: WaitOptions,
): Promise<Waited<event>> {
  const options = { ...(confirmations !== undefined && { confirmations }), ...(timeout !== undefined && { timeout }) };
  const receipt = await orPerdureError(() => waitForTransactionReceipt(client, { hash, ...options }));
  if (receipt.status === "reverted") throw new TransactionFailedError(hash, "reverted. Simulate it to see why.");
  const [log] = parseEventLogs({ abi: [event as AbiEvent], logs: receipt.logs });
  if (log === undefined) throw new TransactionFailedError(hash, `was mined without ${event.name}.`);
  return { receipt, address: log.address, args: log.args as Args<event> };
}
