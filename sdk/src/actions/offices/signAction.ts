import type { WriteClient } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import type { Confirmation, OfficeAction } from "../../core/offices.ts";
import { type Signer, signFor } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { actTypedData, officesDomain } from "../../typedData/index.ts";

export interface SignActionParameters extends Signer {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** What the office does, from callAction, paymentAction or brakeAction. */
  action: OfficeAction;
}

export type SignActionReturnType = Confirmation;

export type SignActionErrorType = WriteErrorType;

/**
 * Confirms an action of an office by signature, for anybody to send with act.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignActionParameters}
 * @returns {@link Confirmation}
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { act, paymentAction, signAction } from "@perdure/sdk/constitution";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const to = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
 * const action = paymentAction({ office: 1n, to, amount: 10n ** 18n, deadline });
 * const confirmation = await signAction(client, { community, action });
 * const hash = await act(client, { community, action, others: [confirmation] });
 */
export async function signAction(
  client: WriteClient,
  { community, action, ...by }: SignActionParameters,
): Promise<SignActionReturnType> {
  const target = targetOf(community, "offices");
  const { signer, signature } = await signFor(client, target, by, (chainId, officer) =>
    actTypedData(officesDomain(chainId, target.address), officer, action),
  );
  return { officer: signer, signature };
}
