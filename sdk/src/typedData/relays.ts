/** What voters sign to be heard elsewhere. Apart from the rest, for those who never are. */
import { type Address, zeroAddress } from "viem";
import type { Signing } from "./index.ts";

export const appointRelayTypes = {
  AppointRelay: [
    { name: "voter", type: "address" },
    { name: "election", type: "uint64" },
    { name: "relay", type: "address" },
    { name: "most", type: "uint96" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint64" },
  ],
} as const;

export interface Appointment {
  /** Which election. */
  election: bigint;
  /** An installed module that casts what voters say elsewhere. Left out for nobody from now on. */
  relay?: Address | undefined;
  /** Units, permanent and leased, that it may place in this election; none unless said. */
  most?: bigint | undefined;
}

export function appointRelayTypedData(
  { domain, signer, nonce, deadline }: Signing,
  { election, relay = zeroAddress, most = 0n }: Appointment,
) {
  const message = { voter: signer, election, relay, most, nonce, deadline };
  return { domain, types: appointRelayTypes, primaryType: "AppointRelay", message } as const;
}
