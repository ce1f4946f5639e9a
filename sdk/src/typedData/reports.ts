/** What operators sign. Apart from the rest, for those who are no operators. */
import type { Address } from "viem";
import type { Report } from "../core/oracle.ts";

export const reportTypes = {
  Report: [
    { name: "feed", type: "bytes32" },
    { name: "sequence", type: "uint64" },
    { name: "observedAt", type: "uint64" },
    { name: "expiresAt", type: "uint64" },
    { name: "payload", type: "bytes" },
  ],
} as const;

export interface ReportsDomain {
  name: "Perdure Reports";
  version: "1";
  chainId: number;
  /** The inbox. */
  verifyingContract: Address;
}

/** Where an operator's signature is good: at one inbox on one chain. */
export function reportsDomain(chainId: number, inbox: Address): ReportsDomain {
  return { name: "Perdure Reports", version: "1", chainId, verifyingContract: inbox };
}

export function reportTypedData(domain: ReportsDomain, report: Report) {
  return { domain, types: reportTypes, primaryType: "Report", message: { ...report } } as const;
}
