import type { Hex } from "viem";
import { officesIdOf } from "../../abi/offices.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type OfficeAction, encodeAction } from "../../core/offices.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetActionIdParameters extends ReadOptions {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** What the office does, from callAction, paymentAction or brakeAction. */
  action: OfficeAction;
}

export type GetActionIdReturnType = Hex;

export type GetActionIdErrorType = ReadErrorType;

/**
 * What an action is called in events: the hash of all of it.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetActionIdParameters}
 * @returns The hash.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getActionId, paymentAction } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const to = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
 * const action = paymentAction({ office: 1n, to, amount: 10n ** 18n, deadline });
 * const result = await getActionId(client, { community, action });
 */
export async function getActionId(
  client: ReadClient,
  { community, action, ...options }: GetActionIdParameters,
): Promise<GetActionIdReturnType> {
  return read(client, targetOf(community, "offices"), officesIdOf, [encodeAction(action)], options);
}
