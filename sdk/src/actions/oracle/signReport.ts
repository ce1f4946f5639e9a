import type { Address, Hex } from "viem";
import type { WriteClient } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type Report, inboxOf } from "../../core/oracle.ts";
import { type Signer, signFor } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { reportTypedData, reportsDomain } from "../../typedData/reports.ts";

export interface SignReportParameters extends Pick<Signer, "account"> {
  /** The inbox that the report is for. */
  inbox: ModuleAt;
  /** What was observed. */
  report: Report;
}

export type SignReportReturnType = { signer: Address; signature: Hex };

export type SignReportErrorType = WriteErrorType;

/**
 * Signs a report as an operator, for anybody to send with submitReport once a quorum has signed.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignReportParameters}
 * @returns The operator, by whose address signatures are ordered, and the signature.
 *
 * @example
 * import { signReport } from "@perdure/sdk/oracle";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const observedAt = BigInt(Math.floor(Date.now() / 1000));
 * const { signer, signature } = await signReport(client, {
 *   inbox: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   report: {
 *     feed: keccak256(toHex("attestations")),
 *     sequence: 1n,
 *     observedAt,
 *     expiresAt: observedAt + 3600n,
 *     payload: "0x",
 *   },
 * });
 */
export async function signReport(
  client: WriteClient,
  { inbox, report, ...by }: SignReportParameters,
): Promise<SignReportReturnType> {
  const target = inboxOf(inbox);
  return signFor(client, target, by, (chainId) => reportTypedData(reportsDomain(chainId, target.address), report));
}
