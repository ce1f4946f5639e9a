import type { Hex } from "viem";
import { reportInboxDigestOf } from "../../abi/reportInbox.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type Report, inboxOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetReportDigestParameters extends ReadOptions {
  /** The inbox that reports come in by. */
  inbox: ModuleAt;
  /** What operators have signed. */
  report: Report;
}

export type GetReportDigestReturnType = Hex;

export type GetReportDigestErrorType = ReadErrorType;

/**
 * What operators sign, hashed; a report that is sent again is known by it.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetReportDigestParameters}
 * @returns The hash.
 *
 * @example
 * import { getReportDigest } from "@perdure/sdk/oracle";
 * import { createPublicClient, http, keccak256, toHex } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const now = BigInt(Math.floor(Date.now() / 1000));
 * const feed = keccak256(toHex("attestations"));
 * const report = { feed, sequence: 1n, observedAt: now, expiresAt: now + 3600n, payload: "0x" } as const;
 * const result = await getReportDigest(client, { inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", report });
 */
export async function getReportDigest(
  client: ReadClient,
  { inbox, report, ...options }: GetReportDigestParameters,
): Promise<GetReportDigestReturnType> {
  return read(client, inboxOf(inbox), reportInboxDigestOf, [report], options);
}
