import { reportInboxSetOf } from "../../abi/reportInbox.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type SignerSet, inboxOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetSignerSetParameters extends ReadOptions {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
  /** Which set, from 1. */
  set: number;
}

export type GetSignerSetReturnType = SignerSet | undefined;

export type GetSignerSetErrorType = ReadErrorType;

/**
 * How many operators a set has, and how many of them make a report.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetSignerSetParameters}
 * @returns {@link SignerSet}; `undefined` if there was no such set.
 *
 * @example
 * import { getSignerSet } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getSignerSet(client, { inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", set: 1 });
 */
export async function getSignerSet(
  client: ReadClient,
  { inbox, set, ...options }: GetSignerSetParameters,
): Promise<GetSignerSetReturnType> {
  const answer = await read(client, inboxOf(inbox), reportInboxSetOf, [set], options);
  const { size, quorum, endedAt } = answer;
  return size === 0 ? undefined : { size, quorum, endedAt: endedAt === 0n ? undefined : endedAt };
}
