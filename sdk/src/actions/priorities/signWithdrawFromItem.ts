import type { WriteClient } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
import { prioritiesOf } from "../../core/priorities.ts";
import { type SignedOnce, signOfModule } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { prioritiesDomain, withdrawFromItemTypedData } from "../../typedData/priorities.ts";

export interface SignWithdrawFromItemParameters extends SignedOnce {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
}

export type SignWithdrawFromItemReturnType = Authorization;

export type SignWithdrawFromItemErrorType = WriteErrorType;

/**
 * Signs to take weight off an item, for anybody to send with withdrawFromItemBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignWithdrawFromItemParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signWithdrawFromItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signWithdrawFromItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   item: 1n,
 *   deadline,
 * });
 */
export async function signWithdrawFromItem(
  client: WriteClient,
  { priorities, item, ...by }: SignWithdrawFromItemParameters,
): Promise<SignWithdrawFromItemReturnType> {
  return signOfModule(client, prioritiesOf(priorities), by, prioritiesDomain, (signing) =>
    withdrawFromItemTypedData(signing, { item }),
  );
}
