import type { Hex } from "viem";
import type { WriteClient } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
import { prioritiesOf } from "../../core/priorities.ts";
import { type SignedOnce, signOfModule } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { openItemTypedData, prioritiesDomain } from "../../typedData/priorities.ts";

export interface SignOpenItemParameters extends SignedOnce {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which list, from 1 in order of making. */
  list: number;
  /** Hash of what it says. */
  content: Hex;
  /** Where that is found. */
  uri: string;
}

export type SignOpenItemReturnType = Authorization;

export type SignOpenItemErrorType = WriteErrorType;

/**
 * Signs to open an item, for anybody to send with openItemBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignOpenItemParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signOpenItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http, zeroHash } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signOpenItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   list: 1,
 *   content: zeroHash,
 *   uri: "ipfs://issue",
 *   deadline,
 * });
 */
export async function signOpenItem(
  client: WriteClient,
  { priorities, list, content, uri, ...by }: SignOpenItemParameters,
): Promise<SignOpenItemReturnType> {
  return signOfModule(client, prioritiesOf(priorities), by, prioritiesDomain, (signing) =>
    openItemTypedData(signing, { list, content, uri }),
  );
}
