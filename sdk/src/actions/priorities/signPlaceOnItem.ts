import type { WriteClient } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
import { prioritiesOf } from "../../core/priorities.ts";
import { type SignedOnce, signOfModule } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { placeOnItemTypedData, prioritiesDomain } from "../../typedData/priorities.ts";

export interface SignPlaceOnItemParameters extends SignedOnce {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
  /** Counts against; in favour unless said. */
  against?: boolean | undefined;
  /** Units that the voter holds for good. */
  permanent?: bigint | undefined;
  /** Units of the voter's lease. */
  leased?: bigint | undefined;
  /** Ended items from which to release first what the voter has on them. */
  dead?: readonly bigint[] | undefined;
}

export type SignPlaceOnItemReturnType = Authorization;

export type SignPlaceOnItemErrorType = WriteErrorType;

/**
 * Signs to place weight on an item, for anybody to send with placeOnItemBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignPlaceOnItemParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signPlaceOnItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signPlaceOnItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   item: 1n,
 *   permanent: 1_000_000_000n,
 *   deadline,
 * });
 */
export async function signPlaceOnItem(
  client: WriteClient,
  { priorities, item, against, permanent, leased, dead, ...by }: SignPlaceOnItemParameters,
): Promise<SignPlaceOnItemReturnType> {
  return signOfModule(client, prioritiesOf(priorities), by, prioritiesDomain, (signing) =>
    placeOnItemTypedData(signing, { item, against, permanent, leased, dead }),
  );
}
