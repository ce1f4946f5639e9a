import type { Address } from "viem";
import { prioritiesPlacementOf } from "../../abi/priorities.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { type ItemPlacement, prioritiesOf } from "../../core/priorities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetItemPlacementParameters extends ReadOptions {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
  /** Whose weight. */
  voter: Address;
}

export type GetItemPlacementReturnType = ItemPlacement;

export type GetItemPlacementErrorType = ReadErrorType;

/**
 * What a voter has on an item.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetItemPlacementParameters}
 * @returns {@link ItemPlacement}; nothing if both parts are 0.
 *
 * @example
 * import { getItemPlacement } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getItemPlacement(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   item: 1n,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getItemPlacement(
  client: ReadClient,
  { priorities, item, voter, ...options }: GetItemPlacementParameters,
): Promise<GetItemPlacementReturnType> {
  const answer = await read(
    client,
    prioritiesOf(priorities),
    prioritiesPlacementOf,
    [item, checkAddress("voter", voter)],
    options,
  );
  const [against, permanent, leased, until] = answer;
  return { against, permanent, leased, until };
}
