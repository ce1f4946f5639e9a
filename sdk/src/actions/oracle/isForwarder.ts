import type { Address } from "viem";
import { reportInboxIsForwarder } from "../../abi/reportInbox.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { inboxOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsForwarderParameters extends ReadOptions {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
  /** Who may be one. */
  account: Address;
}

export type IsForwarderReturnType = boolean;

export type IsForwarderErrorType = ReadErrorType;

/**
 * Whether an account is a Chainlink forwarder that may bring reports.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsForwarderParameters}
 * @returns Whether it is.
 *
 * @example
 * import { isForwarder } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isForwarder(client, {
 *   inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   account: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 * });
 */
export async function isForwarder(
  client: ReadClient,
  { inbox, account, ...options }: IsForwarderParameters,
): Promise<IsForwarderReturnType> {
  return read(client, inboxOf(inbox), reportInboxIsForwarder, [account], options);
}
