import type { Address } from "viem";
import { checkAddress } from "./community.ts";
import type { Authorization } from "./elections.ts";

/** Who says so: the account that sends, which need not sign, or anybody by signature. */
export type By = Address | Authorization;

export function authorizationOf(parameter: string, by: By): Authorization {
  if (typeof by !== "string") return by;
  return { signer: checkAddress(parameter, by), nonce: 0n, deadline: 0n, signature: "0x" };
}
