import { officesConfirmationsOf } from "../../abi/offices.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type Confirmations, type OfficeAction, encodeAction } from "../../core/offices.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetConfirmationsParameters extends ReadOptions {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** What the office does, from callAction, paymentAction or brakeAction. */
  action: OfficeAction;
}

export type GetConfirmationsReturnType = Confirmations;

export type GetConfirmationsErrorType = ReadErrorType;

/**
 * Who has confirmed an action and still holds the seat, and from when on it can be executed.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetConfirmationsParameters}
 * @returns {@link Confirmations}
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getConfirmations, paymentAction } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const to = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
 * const action = paymentAction({ office: 1n, to, amount: 10n ** 18n, deadline });
 * const result = await getConfirmations(client, { community, action });
 */
export async function getConfirmations(
  client: ReadClient,
  { community, action, ...options }: GetConfirmationsParameters,
): Promise<GetConfirmationsReturnType> {
  const answer = await read(
    client,
    targetOf(community, "offices"),
    officesConfirmationsOf,
    [encodeAction(action)],
    options,
  );
  const [officers, readyAt] = answer;
  return { officers, readyAt: readyAt === 0n ? undefined : readyAt };
}
