import type { WriteClient } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
import { prioritiesOf } from "../../core/priorities.ts";
import { type SignedOnce, signOfModule } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { dropItemTypedData, prioritiesDomain } from "../../typedData/priorities.ts";

export interface SignDropItemParameters extends SignedOnce {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
}

export type SignDropItemReturnType = Authorization;

export type SignDropItemErrorType = WriteErrorType;

/**
 * Signs to take back an item, for anybody to send with dropItemBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignDropItemParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signDropItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signDropItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   item: 1n,
 *   deadline,
 * });
 */
export async function signDropItem(
  client: WriteClient,
  { priorities, item, ...by }: SignDropItemParameters,
): Promise<SignDropItemReturnType> {
  return signOfModule(client, prioritiesOf(priorities), by, prioritiesDomain, (signing) =>
    dropItemTypedData(signing, { item }),
  );
}
