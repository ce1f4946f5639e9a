import { reportInboxCurrentSet } from "../../abi/reportInbox.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { inboxOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetSignerSetNumberParameters extends ReadOptions {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
}

export type GetSignerSetNumberReturnType = number;

export type GetSignerSetNumberErrorType = ReadErrorType;

/**
 * Which set of operators is the current one.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetSignerSetNumberParameters}
 * @returns Its number, counted from 1.
 *
 * @example
 * import { getSignerSetNumber } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getSignerSetNumber(client, { inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getSignerSetNumber(
  client: ReadClient,
  { inbox, ...options }: GetSignerSetNumberParameters,
): Promise<GetSignerSetNumberReturnType> {
  return read(client, inboxOf(inbox), reportInboxCurrentSet, [], options);
}
