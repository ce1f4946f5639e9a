import type { Address } from "viem";
import { reportInboxIsSigner } from "../../abi/reportInbox.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { inboxOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsReportSignerParameters extends ReadOptions {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
  /** Which set, from 1. */
  set: number;
  /** Who may be one. */
  account: Address;
}

export type IsReportSignerReturnType = boolean;

export type IsReportSignerErrorType = ReadErrorType;

/**
 * Whether an account is an operator of a set. It is known for the last 256 sets or so that the account was in.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsReportSignerParameters}
 * @returns Whether it is.
 *
 * @example
 * import { isReportSigner } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isReportSigner(client, {
 *   inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   set: 1,
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function isReportSigner(
  client: ReadClient,
  { inbox, set, account, ...options }: IsReportSignerParameters,
): Promise<IsReportSignerReturnType> {
  return read(client, inboxOf(inbox), reportInboxIsSigner, [set, account], options);
}
