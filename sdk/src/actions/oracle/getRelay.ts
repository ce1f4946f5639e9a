import { type Address, zeroAddress } from "viem";
import { electionsRelayOf } from "../../abi/elections.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ContractAt } from "../../core/community.ts";
import { type Relay, relaysOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetRelayParameters extends ReadOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election. */
  election: bigint;
  /** Whose ballot it is. */
  voter: Address;
}

export type GetRelayReturnType = Relay;

export type GetRelayErrorType = ReadErrorType;

/**
 * Who may cast for a voter now.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetRelayParameters}
 * @returns {@link Relay}
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getRelay } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getRelay(client, {
 *   community,
 *   election: 1n,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getRelay(
  client: ReadClient,
  { community, election, voter, ...options }: GetRelayParameters,
): Promise<GetRelayReturnType> {
  const answer = await read(client, relaysOf(community), electionsRelayOf, [election, voter], options);
  const [relay, most, heardAt] = answer;
  return { relay: relay === zeroAddress ? undefined : relay, most, heardAt };
}
